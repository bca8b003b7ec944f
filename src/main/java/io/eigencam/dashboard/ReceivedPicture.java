package io.eigencam.dashboard;

import java.util.Objects;

/** A picture as it was read from the frames topic. */
final class ReceivedPicture {
  private final byte[] bytes;
  private final String mediaType;
  private final int partition;
  private final long offset;

  /**
   * @param bytes the encoded picture; not copied
   */
  ReceivedPicture(byte[] bytes, String mediaType, int partition, long offset) {
    this.bytes = Objects.requireNonNull(bytes, "bytes");
    this.mediaType = Objects.requireNonNull(mediaType, "mediaType");
    this.partition = partition;
    this.offset = offset;
  }

  /** The encoded picture, not a copy. */
  byte[] bytes() {
    return bytes;
  }

  String mediaType() {
    return mediaType;
  }

  /** Whether the record stands before another of the same partition: it was taken earlier. */
  boolean isBefore(ReceivedPicture other) {
    return partition == other.partition && offset < other.offset;
  }
}
