package io.eigencam.registry;

import org.apache.kafka.common.errors.RetriableException;

/** No schema registry answered. The same call may succeed later. */
public final class RegistryUnavailableException extends RetriableException {
  private static final long serialVersionUID = 1L;

  RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
