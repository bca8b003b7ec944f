package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.access.PasswordFile;
import io.eigencam.access.Role;
import io.quarkus.elytron.security.common.BcryptUtil;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock("System.in")
@Timeout(60)
class UsersCommandTest {
  private final InputStream before = System.in;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("users.htpasswd");
  }

  @AfterEach
  void restore() {
    System.setIn(before);
  }

  @Test
  void shouldAddAndChangeUsers() throws Exception {
    assertEquals(0, set("ann", "first password\n"), err.toString());
    assertEquals(0, set("ben", "p\u00e4ssw\u00f6rd", "--role", "operator"), err.toString());
    assertEquals(0, set("ann", "second password\r\nmore"), err.toString());

    var accounts = PasswordFile.read(file);
    assertEquals(2, accounts.size());
    assertTrue(BcryptUtil.matches("second password", accounts.get("ann").hash()));
    assertEquals(Role.VIEWER, accounts.get("ann").role());
    assertTrue(BcryptUtil.matches("p\u00e4ssw\u00f6rd", accounts.get("ben").hash()));
    assertEquals(Role.OPERATOR, accounts.get("ben").role());
    assertTrue(out.toString().contains("added ann (viewer)"), out.toString());
    assertTrue(out.toString().contains("changed ann (viewer)"), out.toString());
    assertFalse(out.toString().contains("password"), out.toString());
    assertFalse(Files.readString(file).contains("second password"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void shouldKeepTheFileForItsOwner() throws Exception {
    set("ann", "first password\n");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    set("ann", "second password\n");
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @ParameterizedTest
  @CsvSource({
    "ann, short, at least 8 characters",
    "ann, '', at least 8 characters",
    "a:b, long enough, no colon"
  })
  void shouldRefuseWhatCannotBe(String name, String password, String expected) {
    assertEquals(2, set(name, password));

    assertTrue(err.toString().contains(expected), err.toString());
    assertFalse(Files.exists(file));
  }

  @Test
  void shouldRefuseWhatBcryptWouldCutOff() {
    assertEquals(2, set("ann", "x".repeat(73)));

    assertTrue(err.toString().contains("at most 72 bytes"), err.toString());
  }

  private int set(String name, String password, String... more) {
    System.setIn(new ByteArrayInputStream(password.getBytes(StandardCharsets.UTF_8)));
    String[] all = new String[5 + more.length];
    System.arraycopy(new String[] {"users", "set", name, "--file", file.toString()}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}
