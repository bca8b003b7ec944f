package io.eigencam.registry;

import org.apache.kafka.common.errors.SerializationException;

/** The registry holds a schema under that subject with which ours is not compatible. */
public final class SchemaIncompatibleException extends SerializationException {
  private static final long serialVersionUID = 1L;

  SchemaIncompatibleException(String message) {
    super(message);
  }
}
