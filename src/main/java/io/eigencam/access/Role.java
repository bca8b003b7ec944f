package io.eigencam.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do over HTTP. */
public enum Role {
  /** May look: the page, figures, whatever is asked for with GET. */
  VIEWER,
  /** May also change things: every other method. */
  OPERATOR;

  /** As it stands in files and tokens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
