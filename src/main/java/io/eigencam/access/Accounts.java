package io.eigencam.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a file as it is now: whoever is removed from it is out with the next request. A
 * file that is broken or gone changes nothing until it is whole again. Safe for use by many
 * threads.
 */
final class Accounts {
  private static final Logger LOG = Logger.getLogger(Accounts.class);

  private final Path file;
  private Map<String, Account> known;
  private @Nullable FileTime written;

  /**
   * @throws IOException if the file cannot be read, is wrong or names nobody
   */
  Accounts(Path file) throws IOException {
    this.file = file;
    this.written = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
    this.known = read(file);
  }

  /** Null if nobody has that name. */
  synchronized @Nullable Account find(String name) {
    FileTime now;
    try {
      now = Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return known.get(name); // being replaced
    }
    if (!now.equals(written)) {
      written = now;
      try {
        known = read(file);
      } catch (IOException e) {
        LOG.warnf("The accounts stay as they were: %s", e.getMessage());
      }
    }
    return known.get(name);
  }

  private static Map<String, Account> read(Path file) throws IOException {
    Map<String, Account> accounts = PasswordFile.read(file);
    if (accounts.isEmpty()) {
      throw new IOException(
          "the password file %s names nobody: add users with 'eigencam users set'".formatted(file));
    }
    return accounts;
  }
}
