package io.eigencam.access;

/** Too many passwords wait to be checked; whoever asks again later will be told. */
final class LoginsBusyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LoginsBusyException() {
    super("too many logins at a time");
  }
}
