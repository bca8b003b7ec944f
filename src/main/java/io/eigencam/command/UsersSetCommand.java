package io.eigencam.command;

import io.eigencam.access.Account;
import io.eigencam.access.PasswordFile;
import io.eigencam.access.Role;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code users set}: adds somebody to a password file, or changes his password or role. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description = {
      "Adds a user to a password file, or changes his password and role there.",
      "The password is asked for, or is the first line of standard input; never an argument,",
      "which everybody on the machine could read. The file holds bcrypt hashes only. A running",
      "service takes the change at once."
    },
    footer = {
      "",
      "Examples:",
      "  eigencam users set ann --file users.htpasswd",
      "  eigencam users set ben --role operator --file users.htpasswd < /run/secrets/ben"
    })
final class UsersSetCommand implements Callable<Integer> {
  private static final int SHORTEST = 8;
  private static final int LONGEST_BYTES = 72; // bcrypt reads no more

  @Parameters(paramLabel = "NAME", description = "The user's name.")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = "viewer",
      description = "viewer: may look; operator: may also change things (default: viewer).")
  private Role role = Role.VIEWER;

  @Option(
      names = "--file",
      required = true,
      paramLabel = "FILE",
      description = "The password file, eigencam.access.users; made if it is missing.")
  private @Nullable Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path target = java.util.Objects.requireNonNull(file, "picocli demands it").toAbsolutePath();
    Map<String, Account> accounts =
        Files.exists(target) ? PasswordFile.read(target) : new LinkedHashMap<>();
    char[] password = password();
    try {
      check(password);
      Account account = new Account(name, BcryptUtil.bcryptHash(new String(password)), role);
      boolean known = accounts.put(name, account) != null;
      replace(target, PasswordFile.text(accounts.values()));
      spec.commandLine()
          .getOut()
          .printf("%s %s in %s%n", known ? "changed" : "added", account, file);
      spec.commandLine().getOut().flush();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } finally {
      Arrays.fill(password, ' ');
    }
    return 0;
  }

  private char[] password() throws IOException {
    Console console = System.console();
    if (console != null) {
      char[] first = console.readPassword("Password of %s: ", name);
      char[] again = console.readPassword("Again: ");
      if (!Arrays.equals(first, again)) {
        throw new IOException("the passwords differ; nothing was changed");
      }
      return first == null ? new char[0] : first;
    }
    CharBuffer line = CharBuffer.allocate(LONGEST_BYTES + 1);
    InputStreamReader in = new InputStreamReader(System.in, StandardCharsets.UTF_8);
    for (int c = in.read(); c >= 0 && c != '\n' && c != '\r' && line.hasRemaining(); ) {
      line.put((char) c);
      c = in.read();
    }
    return Arrays.copyOf(line.array(), line.position());
  }

  private static void check(char[] password) {
    if (password.length < SHORTEST) {
      throw new IllegalArgumentException(
          "A password has at least " + SHORTEST + " characters; nothing was changed.");
    }
    if (StandardCharsets.UTF_8.encode(CharBuffer.wrap(password)).remaining() > LONGEST_BYTES) {
      throw new IllegalArgumentException(
          "A password has at most " + LONGEST_BYTES + " bytes; nothing was changed.");
    }
  }

  /** Whole, and with the rights of the file before; a new one is its owner's alone. */
  private static void replace(Path target, String text) throws IOException {
    Path whole = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID());
    PrivateFile.write(whole, text.getBytes(StandardCharsets.UTF_8));
    try {
      if (Files.exists(target)
          && target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(whole, Files.getPosixFilePermissions(target));
      }
      Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
  }
}
