package io.eigencam.camera;

import io.eigencam.frame.PictureFormat;
import java.time.Duration;
import java.util.Objects;

/** One encoded picture of a source and its place in the source's own time. */
public final class SourcePicture {
  private final Duration position;
  private final PictureFormat format;
  private final byte[] bytes;

  /**
   * @param position since the source's first picture
   * @param bytes the whole file; not copied
   */
  public SourcePicture(Duration position, PictureFormat format, byte[] bytes) {
    this.position = Objects.requireNonNull(position, "position");
    this.format = Objects.requireNonNull(format, "format");
    this.bytes = Objects.requireNonNull(bytes, "bytes");
  }

  public Duration position() {
    return position;
  }

  public PictureFormat format() {
    return format;
  }

  /** The whole file, not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** The same picture later in time. */
  SourcePicture shifted(Duration by) {
    return new SourcePicture(position.plus(by), format, bytes);
  }

  @Override
  public String toString() {
    return format + " at " + position + ", " + bytes.length + " bytes";
  }
}
