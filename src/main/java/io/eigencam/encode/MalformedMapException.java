package io.eigencam.encode;

/** A map's bytes cannot be what an encoder wrote. */
public final class MalformedMapException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedMapException(String message) {
    super(message);
  }
}
