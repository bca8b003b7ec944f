package io.eigencam.infer;

import io.eigencam.frame.Precision;
import java.util.List;
import java.util.Objects;

/**
 * How a detector reads the model's answer. The defaults are Ultralytics' own.
 *
 * @param confidence a box must score strictly above this, 0..1
 * @param iou a box that overlaps a more confident one of its class by more than this is dropped,
 *     0..1
 * @param maxDetections how many boxes of a picture are reported, the most confident first
 * @param layers the layers to explain, in this order: "p2" to "p6", "sppf", or a tensor's name; of
 *     the former those that the model does not have are left out, but one must exist; in place of
 *     the default layers a classifier has "backboneEnd" and "last". Empty: no explanation
 * @param classScores whether {@link io.eigencam.frame.Inference#classScores} is needed: every
 *     class's score of every cell takes time that finding boxes does not need
 * @param precision what the network computes with
 */
public record DetectorSettings(
    double confidence,
    double iou,
    int maxDetections,
    List<String> layers,
    boolean classScores,
    Precision precision) {
  public static final double DEFAULT_CONFIDENCE = 0.25;
  public static final double DEFAULT_IOU = 0.7;
  public static final int DEFAULT_MAX_DETECTIONS = 300;
  public static final List<String> DEFAULT_LAYERS = List.of("p3", "p4", "p5");

  public DetectorSettings {
    requireShare("confidence", confidence);
    requireShare("iou", iou);
    if (maxDetections < 1) {
      throw new IllegalArgumentException("maxDetections must be at least 1, not " + maxDetections);
    }
    layers = layers.stream().map(String::strip).toList();
    Objects.requireNonNull(precision, "precision");
    if (layers.stream().distinct().count() != layers.size()) {
      throw new IllegalArgumentException("layers names one layer twice: " + layers);
    }
  }

  /** Without class scores, in 32 bit. */
  public DetectorSettings(double confidence, double iou, int maxDetections, List<String> layers) {
    this(confidence, iou, maxDetections, layers, false, Precision.FP32);
  }

  /** Confidence 0.25, IoU 0.7, 300 detections, layers p3, p4, p5. */
  public static DetectorSettings defaults() {
    return new DetectorSettings(
        DEFAULT_CONFIDENCE, DEFAULT_IOU, DEFAULT_MAX_DETECTIONS, DEFAULT_LAYERS);
  }

  public DetectorSettings withLayers(List<String> others) {
    return new DetectorSettings(confidence, iou, maxDetections, others, classScores, precision);
  }

  /** The same with the scores of every class. */
  public DetectorSettings withClassScores() {
    return new DetectorSettings(confidence, iou, maxDetections, layers, true, precision);
  }

  /** The same in another precision. */
  public DetectorSettings withPrecision(Precision other) {
    return new DetectorSettings(confidence, iou, maxDetections, layers, classScores, other);
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must lie between 0 and 1, not " + value);
    }
  }
}
