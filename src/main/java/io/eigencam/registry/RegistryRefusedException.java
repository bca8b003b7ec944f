package io.eigencam.registry;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered, and will answer the same again: credentials, a bad request, its mode. */
public final class RegistryRefusedException extends SerializationException {
  private static final long serialVersionUID = 1L;

  RegistryRefusedException(String message) {
    super(message);
  }
}
