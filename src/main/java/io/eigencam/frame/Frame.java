package io.eigencam.frame;

import java.util.Objects;

/**
 * One frame as it came: who and when, and the encoded picture (JPEG or PNG bytes, not yet looked
 * at).
 */
public final class Frame {
  private final FrameReference reference;
  private final byte[] picture;

  /**
   * @param picture the encoded bytes; not copied, the caller must leave them alone afterwards
   */
  public Frame(FrameReference reference, byte[] picture) {
    this.reference = Objects.requireNonNull(reference, "reference");
    this.picture = Objects.requireNonNull(picture, "picture");
  }

  public FrameReference reference() {
    return reference;
  }

  /** The encoded bytes, not a copy. */
  public byte[] picture() {
    return picture;
  }

  /** Names the frame and its length in bytes; never its content, which is personal data. */
  @Override
  public String toString() {
    return "Frame[" + reference.id() + ", " + picture.length + " bytes]";
  }
}
