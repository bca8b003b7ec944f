package io.eigencam.interop;

import static org.junit.jupiter.api.Assumptions.abort;

import io.eigencam.interop.ExternalProgram.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An environment with pinned packages of another language, made once below {@code target/interop}.
 * A test that needs one is skipped, and says why, where the language or the packages cannot be had.
 */
final class ClientEnvironment {
  private static final Path INTEROP = Path.of("target", "interop").toAbsolutePath();
  private static final Duration INSTALLATION = Duration.ofMinutes(4);
  private static final Duration SCRIPT = Duration.ofSeconds(90);

  private final Path folder;
  private final List<String> interpreter;
  private final Path scripts;

  private ClientEnvironment(Path folder, List<String> interpreter, Path scripts) {
    this.folder = folder;
    this.interpreter = interpreter;
    this.scripts = scripts.toAbsolutePath();
  }

  /** Confluent's Python client, with {@code python3} from the path. */
  static ClientEnvironment python() {
    Path folder = INTEROP.resolve("python");
    String pip = folder.resolve("bin/pip").toString();
    Path scripts = Path.of("src", "test", "python");
    Path requirements = scripts.resolve("requirements.txt").toAbsolutePath();
    install(
        folder,
        requirements,
        List.of(
            List.of("python3", "-m", "venv", folder.toString()),
            List.of(pip, "install", "--quiet", "--retries", "2", "-r", requirements.toString())));
    return new ClientEnvironment(folder, List.of(folder.resolve("bin/python").toString()), scripts);
  }

  /** Confluent's JavaScript client and a Kafka client, with {@code node} from the path. */
  static ClientEnvironment javaScript() {
    Path folder = INTEROP.resolve("javascript");
    Path scripts = Path.of("src", "test", "javascript");
    Path manifest = scripts.resolve("package.json").toAbsolutePath();
    install(
        folder,
        manifest,
        List.of(
            List.of("node", "--version"),
            List.of("cp", manifest.toString(), folder.resolve("package.json").toString()),
            List.of("npm", "install", "--ignore-scripts", "--no-package-lock", "--no-audit")));
    return new ClientEnvironment(folder, List.of("node"), scripts);
  }

  /** Once per version of the file that names the packages. */
  private static void install(Path folder, Path packages, List<List<String>> commands) {
    try {
      Path done = folder.resolve("installed.txt");
      String wanted = Files.readString(packages);
      if (Files.exists(done) && Files.readString(done).equals(wanted)) {
        return;
      }
      Files.createDirectories(folder);
      for (List<String> command : commands) {
        Output output = ExternalProgram.run(folder, INSTALLATION, command);
        if (output.exitCode() != 0) {
          skip("'%s' failed: %s".formatted(String.join(" ", command), output.summary()));
        }
      }
      Files.writeString(done, wanted);
    } catch (IOException e) {
      skip(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void skip(String why) {
    String line = "skipped: another language's client cannot be had here: " + why;
    System.out.println(line);
    abort(line);
  }

  /**
   * Runs a script with arguments.
   *
   * @return its lines on standard output
   */
  List<String> run(String script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(interpreter);
    // beside its packages, because that is where Node looks for them
    Path copy = folder.resolve(script);
    Files.write(copy, Files.readAllBytes(scripts.resolve(script)));
    command.add(copy.toString());
    command.addAll(List.of(arguments));
    Output output = ExternalProgram.run(folder, SCRIPT, command);
    if (output.exitCode() != 0) {
      throw new AssertionError(script + " failed: " + output.summary());
    }
    return output.lines();
  }
}
