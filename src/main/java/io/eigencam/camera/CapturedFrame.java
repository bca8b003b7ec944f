package io.eigencam.camera;

import io.eigencam.frame.PictureFormat;
import java.time.Instant;
import java.util.Objects;

/** One picture as a camera took it: numbered and timed, ready to be published. */
public final class CapturedFrame {
  private final long sequence;
  private final String id;
  private final Instant captureTime;
  private final PictureFormat format;
  private final byte[] picture;

  /**
   * @param sequence number of the frame at its camera, from 0
   * @param id unique over all cameras and runs
   * @param picture the encoded bytes; not copied
   */
  public CapturedFrame(
      long sequence, String id, Instant captureTime, PictureFormat format, byte[] picture) {
    this.sequence = sequence;
    this.id = Objects.requireNonNull(id, "id");
    this.captureTime = Objects.requireNonNull(captureTime, "captureTime");
    this.format = Objects.requireNonNull(format, "format");
    this.picture = Objects.requireNonNull(picture, "picture");
  }

  public long sequence() {
    return sequence;
  }

  public String id() {
    return id;
  }

  public Instant captureTime() {
    return captureTime;
  }

  public PictureFormat format() {
    return format;
  }

  /** The encoded bytes, not a copy. */
  public byte[] picture() {
    return picture;
  }

  @Override
  public String toString() {
    return "CapturedFrame[" + id + ", " + picture.length + " bytes]";
  }
}
