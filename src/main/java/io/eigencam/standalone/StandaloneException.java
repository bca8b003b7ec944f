package io.eigencam.standalone;

/** The embedded broker or registry cannot do its work; the message says why and what to do. */
public final class StandaloneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StandaloneException(String message) {
    super(message);
  }

  StandaloneException(String message, Throwable cause) {
    super(message, cause);
  }
}
