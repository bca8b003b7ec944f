package io.eigencam.registry;

import org.apache.kafka.common.errors.SerializationException;

/** The registry does not hold that schema, or it is no Avro schema. */
public final class UnknownSchemaException extends SerializationException {
  private static final long serialVersionUID = 1L;

  UnknownSchemaException(String message) {
    super(message);
  }

  UnknownSchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
