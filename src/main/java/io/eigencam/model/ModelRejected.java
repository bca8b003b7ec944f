package io.eigencam.model;

/** A model folder that cannot be used. The message is one line: what is wrong and what to do. */
public final class ModelRejected extends Exception {
  private static final long serialVersionUID = 1L;

  public ModelRejected(String message) {
    super(message);
  }

  public ModelRejected(String message, Throwable cause) {
    super(message, cause);
  }
}
