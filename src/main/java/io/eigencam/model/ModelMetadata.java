package io.eigencam.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code metadata.yaml} says beside the graph.
 *
 * @param task "detect", "segment", "pose", "obb", "classify"
 * @param names class names in id order
 * @param inputHeight imgsz, pixels
 * @param inputWidth imgsz, pixels
 * @param stride the coarsest stride
 * @param head class name of the head, as "Detect"; empty in exports before 8.4
 * @param endToEnd whether the head needs no suppression
 * @param nms whether suppression is embedded
 * @param channels of the input picture
 * @param keypointShape [keypoints, values each]; empty unless the task is pose
 */
public record ModelMetadata(
    String task,
    List<String> names,
    int inputHeight,
    int inputWidth,
    int stride,
    String head,
    boolean endToEnd,
    @Nullable Boolean nms,
    int channels,
    List<Integer> keypointShape) {
  public ModelMetadata {
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(head, "head");
    names = List.copyOf(names);
    keypointShape = List.copyOf(keypointShape);
  }
}
