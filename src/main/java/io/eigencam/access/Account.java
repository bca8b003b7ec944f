package io.eigencam.access;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Somebody with a password.
 *
 * @param name without a colon, as HTTP's basic authentication demands
 * @param hash of the password, by bcrypt, as {@code htpasswd -B} writes it
 */
public record Account(String name, String hash, Role role) {
  private static final Pattern NAME = Pattern.compile("[^:\\p{Cntrl}]{1,64}");
  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]?\\$\\d\\d\\$[./A-Za-z0-9]{53}");

  public Account {
    Objects.requireNonNull(role, "role");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a user's name has 1 to 64 characters, no colon and no control characters");
    }
    if (!BCRYPT.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          "the password of user '%s' is no bcrypt hash ($2y$…); write it with 'eigencam users set' or 'htpasswd -B'"
              .formatted(name));
    }
  }

  /** As it stands in the file. */
  String line() {
    return name + ":" + hash + ":" + role.word();
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return name + " (" + role.word() + ")";
  }
}
