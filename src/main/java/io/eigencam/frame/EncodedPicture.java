package io.eigencam.frame;

import java.util.Objects;

/**
 * An encoded picture whose header was read: its format and its size in pixels are known, its pixels
 * are not.
 */
public final class EncodedPicture {
  private final byte[] bytes;
  private final PictureFormat format;
  private final PictureSize size;

  /**
   * @param bytes the whole file; not copied
   */
  public EncodedPicture(byte[] bytes, PictureFormat format, PictureSize size) {
    this.bytes = Objects.requireNonNull(bytes, "bytes");
    this.format = Objects.requireNonNull(format, "format");
    this.size = Objects.requireNonNull(size, "size");
  }

  /** The whole file, not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  public PictureFormat format() {
    return format;
  }

  public PictureSize size() {
    return size;
  }

  @Override
  public String toString() {
    return format + " " + size + ", " + bytes.length + " bytes";
  }
}
