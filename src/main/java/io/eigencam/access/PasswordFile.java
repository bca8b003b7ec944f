package io.eigencam.access;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of accounts, one per line: {@code name:bcrypt hash:role}, the lines of {@code htpasswd -B}
 * with a role behind (without one: viewer). Empty lines and those that begin with # say nothing.
 */
public final class PasswordFile {
  private PasswordFile() {}

  /**
   * @return accounts by name, in the order of the file
   * @throws IOException if the file cannot be read or a line is wrong; the message names file and
   *     line and what to do, but nothing of what the line holds behind the name
   */
  public static Map<String, Account> read(Path file) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "there is no password file %s: write it with 'eigencam users set', or correct eigencam.access.users"
              .formatted(file),
          e);
    } catch (CharacterCodingException e) {
      throw new IOException("the password file %s is no UTF-8 text".formatted(file), e);
    } catch (IOException e) {
      throw new IOException("the password file %s cannot be read (%s)".formatted(file, e), e);
    }
    Map<String, Account> accounts = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        Account account = account(line);
        if (accounts.put(account.name(), account) != null) {
          throw new IllegalArgumentException(
              "user '%s' stands there twice".formatted(account.name()));
        }
      } catch (IllegalArgumentException e) {
        throw new IOException("%s line %d: %s".formatted(file, i + 1, e.getMessage()), e);
      }
    }
    return accounts;
  }

  private static Account account(String line) {
    String[] parts = line.split(":", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException("not name:hash or name:hash:role");
    }
    Role role =
        parts.length < 3 || parts[2].isBlank()
            ? Role.VIEWER
            : Role.of(parts[2].strip())
                .orElseThrow(
                    () -> new IllegalArgumentException("the role is neither viewer nor operator"));
    return new Account(parts[0].strip(), parts[1].strip(), role);
  }

  /** The lines of such a file. */
  public static String text(Collection<Account> accounts) {
    StringBuilder text = new StringBuilder();
    accounts.forEach(account -> text.append(account.line()).append('\n'));
    return text.toString();
  }
}
