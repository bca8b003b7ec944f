package io.eigencam.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DataFolderTest {
  @TempDir Path temporary;

  @Test
  void shouldLetOneProgramInAtATime() {
    Path path = temporary.resolve("a/b");
    try (DataFolder first = DataFolder.open(path)) {
      StandaloneException inUse =
          assertThrows(StandaloneException.class, () -> DataFolder.open(first.path()));

      assertTrue(
          String.valueOf(inUse.getMessage()).contains("another eigencam is using " + path),
          inUse.getMessage());
      assertTrue(String.valueOf(inUse.getMessage()).contains("--data"), inUse.getMessage());
    }
    DataFolder.open(path).close();
  }

  @Test
  void shouldKeepAnotherProcessOut() throws Exception {
    Path path = temporary.resolve("data");
    try (DataFolder ours = DataFolder.open(path)) {
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherProgram.class.getName(),
                  ours.path().toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(other.getInputStream().readAllBytes());
      assertTrue(said.contains("another eigencam is using"), said);
    }
  }

  /** Opens the folder that it is given. */
  public static final class OtherProgram {
    private OtherProgram() {}

    public static void main(String[] arguments) {
      DataFolder.open(Path.of(arguments[0])).close();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void shouldBeReadableByItsOwnerOnly() throws IOException {
    try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void shouldLeaveThePermissionsOfAFolderThatWasThere() throws IOException {
    Path existing = Files.createDirectory(temporary.resolve("existing"));
    Files.setPosixFilePermissions(existing, PosixFilePermissions.fromString("rwxr-xr-x"));

    try (DataFolder folder = DataFolder.open(existing)) {
      assertEquals(
          "rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(existing)));
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.folder("kafka"))));
    }
  }

  @Test
  void shouldLeaveNothingOfATemporaryFolder() throws IOException {
    Path path;
    try (DataFolder folder = DataFolder.temporary()) {
      path = folder.path();
      Files.writeString(folder.folder("kafka/log").resolve("file"), "x");
    }

    assertFalse(Files.exists(path), path.toString());
  }

  @Test
  void shouldSayThatAFolderCannotBeMade() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "x");

    StandaloneException refused =
        assertThrows(StandaloneException.class, () -> DataFolder.open(file.resolve("below")));

    assertTrue(
        String.valueOf(refused.getMessage()).contains("as data folder"), refused.getMessage());
    assertTrue(String.valueOf(refused.getMessage()).contains("--data"), refused.getMessage());
    assertTrue(String.valueOf(refused.getMessage()).contains("--ephemeral"), refused.getMessage());
  }
}
