package io.eigencam.frame;

import java.util.Objects;

/**
 * What a classifier says of the whole picture.
 *
 * @param classId index of the class
 * @param label name of the class
 * @param confidence probability, 0..1
 */
public record Classification(int classId, String label, float confidence) {
  public Classification {
    Objects.requireNonNull(label, "label");
    if (!(confidence >= 0 && confidence <= 1.0001f)) {
      throw new IllegalArgumentException(
          label + ": a probability lies between 0 and 1, not at " + confidence);
    }
  }
}
