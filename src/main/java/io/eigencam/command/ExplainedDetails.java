package io.eigencam.command;

import io.eigencam.frame.BoxLocal;
import io.eigencam.frame.ClassExplanation;
import java.util.List;

/**
 * What was asked for beside the maps of whole layers.
 *
 * @param classes the classes asked for
 * @param explanations one for each of them
 * @param boxesAsked whether detections were to be explained one by one
 * @param boxes if so, one for every detection
 */
record ExplainedDetails(
    List<NamedClass> classes,
    List<ClassExplanation> explanations,
    boolean boxesAsked,
    List<BoxLocal> boxes) {
  ExplainedDetails {
    classes = List.copyOf(classes);
    explanations = List.copyOf(explanations);
    boxes = List.copyOf(boxes);
  }
}
