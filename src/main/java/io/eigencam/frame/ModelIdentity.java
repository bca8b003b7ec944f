package io.eigencam.frame;

import java.util.Objects;

/**
 * Which model spoke.
 *
 * @param name the folder's name
 * @param digest SHA-256 of the stock model's files, lower-case hexadecimal
 * @param task "detect", "classify", ... as Ultralytics names it
 * @param inputWidth width of its input in pixels
 * @param inputHeight height of its input in pixels
 * @param precision what it computes with
 */
public record ModelIdentity(
    String name, String digest, String task, int inputWidth, int inputHeight, Precision precision) {
  public ModelIdentity {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(precision, "precision");
  }

  /** In 32 bit. */
  public ModelIdentity(String name, String digest, String task, int inputWidth, int inputHeight) {
    this(name, digest, task, inputWidth, inputHeight, Precision.FP32);
  }

  /** How a picture gets into the input: whole and padded, or cut for a classifier. */
  public Letterbox fit(PictureSize picture) {
    return task.equals("classify")
        ? Letterbox.centreCrop(picture, inputWidth, inputHeight)
        : Letterbox.fit(picture, inputWidth, inputHeight);
  }
}
