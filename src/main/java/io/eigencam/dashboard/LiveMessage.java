package io.eigencam.dashboard;

import java.util.Objects;

/**
 * What a viewer is sent. Messages about the same subject supersede each other: who cannot keep up
 * gets the newest only.
 */
final class LiveMessage {
  private final String subject;
  private final byte[] bytes;

  /**
   * @param subject a camera, or what else the message is about
   * @param bytes as {@link FrameMessage} or {@link FiguresMessage} makes them; not copied
   */
  LiveMessage(String subject, byte[] bytes) {
    this.subject = Objects.requireNonNull(subject, "subject");
    this.bytes = Objects.requireNonNull(bytes, "bytes");
  }

  String subject() {
    return subject;
  }

  /** Not a copy. */
  byte[] bytes() {
    return bytes;
  }
}
