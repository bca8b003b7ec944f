package io.eigencam.frame;

import java.util.Objects;

/**
 * One object that the model found.
 *
 * @param classId index of the class
 * @param label name of the class
 * @param confidence 0..1
 * @param box pixels of the original picture
 * @param anchor index into the last axis of the model's output; -1 where the head does not tell
 * @param level the feature level that spoke, "p3", "p4", ...; empty where it cannot be known
 */
public record Detection(
    int classId, String label, float confidence, Box box, int anchor, String level) {
  public Detection {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(box, "box");
    Objects.requireNonNull(level, "level");
  }
}
