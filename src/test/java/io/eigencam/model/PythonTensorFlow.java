package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Python with TensorFlow, where there is one: {@code EIGENCAM_PYTHON}, else python3 on the path.
 */
final class PythonTensorFlow {
  private static final Path SCRIPT = Path.of("src", "test", "python", "run_saved_models.py");

  private PythonTensorFlow() {}

  /** Skips the test, and says so, where Python or its TensorFlow is missing. */
  static void assumePresent(Path log) throws IOException, InterruptedException {
    boolean present = run(List.of(python(), "-c", "import tensorflow"), log) == 0;
    if (!present) {
      System.out.println("skipped: no Python with TensorFlow (set EIGENCAM_PYTHON)");
    }
    assumeTrue(present, "no Python with TensorFlow (set EIGENCAM_PYTHON)");
  }

  /** Model folder, input file, output folder, and so on. */
  static void runModels(List<Path> arguments, Path log) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python(), SCRIPT.toString()));
    arguments.forEach(argument -> command.add(argument.toString()));
    assertEquals(0, run(command, log), () -> read(log));
  }

  private static int run(List<String> command, Path log) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException absent) {
      return -1;
    }
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return -2;
    }
    return process.exitValue();
  }

  private static String python() {
    return Optional.ofNullable(System.getenv("EIGENCAM_PYTHON")).orElse("python3");
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
