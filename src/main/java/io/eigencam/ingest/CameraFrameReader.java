package io.eigencam.ingest;

import io.eigencam.frame.FrameRejected;
import io.eigencam.message.CameraFrame;

/** Reads an Avro {@code CameraFrame} in Confluent's framing; the schema registry helps. */
public interface CameraFrameReader {

  /**
   * Reads a whole message.
   *
   * @param framed 0x00, schema id (int32), Avro binary
   * @throws FrameRejected UNKNOWN_SCHEMA if the registry does not know the schema or it is not that
   *     of a camera frame; UNDECODABLE if the bytes do not follow it
   */
  CameraFrame read(byte[] framed) throws FrameRejected;
}
