package io.eigencam.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.elytron.security.common.BcryptUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PasswordFileTest {
  /** Of "opensesame", as libcrypt and htpasswd -B write it. */
  private static final String HTPASSWD =
      "$2y$05$J8lEsy5c5Bp1uRhyyhVWpOn2buZQFhYB4BSSxYc70Pe.iuASrzQG2";

  @TempDir private Path folder;

  @Test
  void shouldReadWhatHtpasswdWrites() throws Exception {
    Path file = write("# people\n\nann:" + HTPASSWD + "\nben:" + HTPASSWD + ":operator\n");

    Map<String, Account> accounts = PasswordFile.read(file);

    assertEquals(Role.VIEWER, accounts.get("ann").role());
    assertEquals(Role.OPERATOR, accounts.get("ben").role());
    PasswordCheck check = new PasswordCheck();
    assertTrue(check.matches(accounts.get("ann"), "opensesame".toCharArray()));
    assertTrue(check.matches(accounts.get("ann"), "opensesame".toCharArray()), "remembered");
    assertFalse(check.matches(accounts.get("ann"), "opensesamf".toCharArray()));
    assertFalse(check.matches(accounts.get("ann"), "".toCharArray()));
    assertFalse(check.matches(null, "opensesame".toCharArray()));
  }

  @Test
  void shouldNotRememberAPasswordThatWasChanged() throws Exception {
    PasswordCheck check = new PasswordCheck();
    Account before = new Account("ann", BcryptUtil.bcryptHash("first-one", 4), Role.VIEWER);
    assertTrue(check.matches(before, "first-one".toCharArray()));

    Account after = new Account("ann", BcryptUtil.bcryptHash("second-one", 4), Role.VIEWER);

    assertFalse(check.matches(after, "first-one".toCharArray()));
    assertTrue(check.matches(after, "second-one".toCharArray()));
  }

  @ParameterizedTest
  @CsvSource({
    "ann, line 1: not name:hash",
    "ann:secret, is no bcrypt hash",
    "ann:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=, is no bcrypt hash",
    "ann:HASH:admin, neither viewer nor operator",
    ":HASH, a user's name has 1 to 64 characters",
    "'ann:HASH\nann:HASH', 'line 2: user ''ann'' stands there twice'"
  })
  void shouldNameTheLineAndNotTheSecret(String text, String expected) throws Exception {
    Path file = write(text.replace("HASH", HTPASSWD));

    IOException wrong = assertThrows(IOException.class, () -> PasswordFile.read(file));

    assertTrue(wrong.getMessage().contains(expected), wrong.getMessage());
    assertTrue(wrong.getMessage().contains(file.toString()), wrong.getMessage());
    assertFalse(wrong.getMessage().contains("secret"), wrong.getMessage());
    assertFalse(wrong.getMessage().contains("{SHA}"), wrong.getMessage());
    assertFalse(wrong.getMessage().contains(HTPASSWD), wrong.getMessage());
  }

  @Test
  void shouldNameAFileThatIsNotThere() {
    IOException missing =
        assertThrows(IOException.class, () -> PasswordFile.read(folder.resolve("none")));

    assertTrue(missing.getMessage().contains("eigencam users set"), missing.getMessage());
  }

  @Test
  void shouldLockOutWhoIsRemovedWhileItRuns() throws Exception {
    // Given
    Path file = write("ann:" + HTPASSWD + "\nben:" + HTPASSWD + "\n");
    Accounts accounts = new Accounts(file);
    assertNotNull(accounts.find("ben"));

    // When
    rewrite(file, "ann:" + HTPASSWD + "\n", 1);

    // Then
    assertNull(accounts.find("ben"));
    assertNotNull(accounts.find("ann"));
  }

  @Test
  void shouldKeepTheAccountsWhileTheFileIsBroken() throws Exception {
    Path file = write("ann:" + HTPASSWD + "\n");
    Accounts accounts = new Accounts(file);

    rewrite(file, "ann:" + HTPASSWD.substring(0, 20), 1);
    assertNotNull(accounts.find("ann"));
    Files.delete(file);
    assertNotNull(accounts.find("ann"));
    write("ben:" + HTPASSWD + "\n");
    rewrite(file, "ben:" + HTPASSWD + "\n", 2);
    assertNull(accounts.find("ann"));
  }

  @Test
  void shouldNotStartWithAFileOfNobody() throws Exception {
    Path file = write("# nobody yet\n");

    assertThrows(IOException.class, () -> new Accounts(file));
  }

  @Test
  void shouldNotShowTheHash() {
    assertEquals("ann (viewer)", new Account("ann", HTPASSWD, Role.VIEWER).toString());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("users.htpasswd"), text);
  }

  /** With a time of its own: the clock of a file system may be coarse. */
  private static void rewrite(Path file, String text, int minutesLater) throws IOException {
    FileTime before = Files.getLastModifiedTime(file);
    Files.writeString(file, text);
    Files.setLastModifiedTime(
        file, FileTime.fromMillis(before.toMillis() + minutesLater * 60_000L));
  }
}
