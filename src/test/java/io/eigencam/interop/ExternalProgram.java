package io.eigencam.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, or ends it. */
final class ExternalProgram {
  private ExternalProgram() {}

  /**
   * @param exitCode -1 when it ran out of time and was ended
   */
  record Output(int exitCode, List<String> lines, String errors) {
    /** What to print when it failed. */
    String summary() {
      return "exit code %d; %s".formatted(exitCode, errors.strip());
    }
  }

  /**
   * @throws IOException if there is no such program
   */
  static Output run(Path folder, Duration patience, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("program", ".out");
    Path err = Files.createTempFile("program", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      }
      return new Output(
          ended ? process.exitValue() : -1, Files.readAllLines(out), Files.readString(err));
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }
}
