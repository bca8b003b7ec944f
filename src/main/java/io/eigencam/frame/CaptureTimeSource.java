package io.eigencam.frame;

/** Where a frame's capture time was read. */
public enum CaptureTimeSource {
  /** The {@code captureTime} field of an Avro {@code CameraFrame}. */
  MESSAGE,
  /** The {@code ce_time} header. */
  HEADER,
  /** The Kafka record's timestamp: the producer said nothing better. */
  RECORD_TIMESTAMP
}
