package io.eigencam.registry;

import org.apache.kafka.common.errors.SerializationException;

/** Bytes that are not one whole Avro message in Confluent framing. */
public final class MalformedMessageException extends SerializationException {
  private static final long serialVersionUID = 1L;

  MalformedMessageException(String message) {
    super(message);
  }

  MalformedMessageException(String message, Throwable cause) {
    super(message, cause);
  }
}
