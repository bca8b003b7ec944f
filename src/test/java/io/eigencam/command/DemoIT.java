package io.eigencam.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.standalone.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo}, packaged, in a process of its own. */
@Timeout(240)
class DemoIT {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration END = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void shouldGiveResultsAndLeaveNothingBehind() throws Exception {
    try (RunningProgram demo =
        new RunningProgram(
            folder, "demo", "--ephemeral", "--port", Integer.toString(FreePorts.choose()))) {
      // When
      URI page = demo.awaitPage(START);

      // Then
      await()
          .atMost(END)
          .untilAsserted(() -> assertEquals(200, RunningProgram.status(page.resolve("/q/health"))));
      assertTrue(demo.output().contains("results   since"), demo.output());

      // When
      Duration stop = demo.stop(END);

      // Then
      assertTrue(stop.compareTo(Duration.ofSeconds(15)) < 0, () -> "stopping took " + stop);
      assertEquals(List.of(), filesBelow(folder.resolve("tmp")));
      assertFalse(demo.output().contains("WARN"), demo.output());
      assertFalse(demo.output().contains("Exception"), demo.output());
    }
  }

  @Test
  void shouldGoOnWithItsDataAndShareItWithNobody() throws Exception {
    // Given
    String data = folder.resolve("data").toString();
    try (RunningProgram first =
        new RunningProgram(
            folder, "demo", "--data", data, "--port", Integer.toString(FreePorts.choose()))) {
      first.awaitPage(START);

      // When
      try (RunningProgram second =
          new RunningProgram(
              folder, "demo", "--data", data, "--port", Integer.toString(FreePorts.choose()))) {
        int status = second.awaitEnd(START);

        // Then
        assertEquals(1, status);
        assertTrue(
            second.output().startsWith("eigencam: another eigencam is using"), second.output());
        assertEquals(1, second.output().lines().count(), second.output());
      }
      first.stop(END);
    }

    // When
    try (RunningProgram again =
        new RunningProgram(
            folder, "demo", "--data", data, "--port", Integer.toString(FreePorts.choose()))) {
      // Then
      again.awaitPage(START);
      again.stop(END);
    }
  }

  @Test
  void shouldRefuseAWrongModelBeforeItStartsAnything() throws Exception {
    Path data = folder.resolve("data");
    try (RunningProgram demo =
        new RunningProgram(
            folder, "demo", "--data", data.toString(), "--model", folder.toString())) {
      assertEquals(1, demo.awaitEnd(START));
      assertEquals(1, demo.output().lines().count(), demo.output());
      assertTrue(demo.output().contains("saved_model.pb"), demo.output());
      assertFalse(Files.exists(data));
    }
  }

  private static List<Path> filesBelow(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(file -> !file.equals(path)).toList();
    }
  }
}
