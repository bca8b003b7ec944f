package io.eigencam.ingest;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * Reads a camera's id from the key of a record: UTF-8, any characters, neither blank nor longer
 * than {@value #MAX_BYTES} bytes. An id is data: nothing is ever done with it but to repeat it.
 */
final class CameraId {
  /** Whom a result is ascribed to when the record does not say. */
  static final String STAND_IN = "unknown-camera";

  /** An id is repeated in every result, header and metric, so it must stay short. */
  static final int MAX_BYTES = 255;

  private CameraId() {}

  static String of(byte @Nullable [] key) throws FrameRejected {
    if (key == null || key.length == 0) {
      throw rejected("the record has no key; its key must be the camera's id");
    }
    if (key.length > MAX_BYTES) {
      throw rejected(
          "the record's key has %d bytes; a camera's id has at most %d"
              .formatted(key.length, MAX_BYTES));
    }
    String id = Utf8.text(key);
    if (id == null) {
      throw rejected("the record's key is not UTF-8 text; it must be the camera's id");
    }
    if (id.isBlank()) {
      throw rejected("the record's key is blank; it must be the camera's id");
    }
    return id;
  }

  private static FrameRejected rejected(String text) {
    return new FrameRejected(RejectionReason.NO_CAMERA, text);
  }
}
