package io.eigencam.frame;

/**
 * Why a frame was not analysed. Names are part of the contract: results, dead letters and metrics
 * carry them.
 */
public enum RejectionReason {
  /** No bytes. */
  EMPTY,
  /** Not a JPEG or PNG picture. */
  UNSUPPORTED_FORMAT,
  /** A picture by its first bytes, but it cannot be decoded: truncated or damaged. */
  UNDECODABLE,
  /** More bytes or pixels than allowed. */
  TOO_LARGE,
  /** Framed as an Avro message, but its schema is unknown or not that of a camera frame. */
  UNKNOWN_SCHEMA,
  /** The record's key does not name a camera. */
  NO_CAMERA,
  /** The model's activations hold infinities. */
  INVALID_ACTIVATION,
  /** The topic of results does not take what was found out about the frame: too long. */
  RESULT_TOO_LARGE,
  /** A defect of this program; the log says more. */
  INTERNAL_ERROR
}
