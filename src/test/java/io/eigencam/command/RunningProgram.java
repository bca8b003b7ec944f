package io.eigencam.command;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged program in a process of its own, started by the launcher. */
public final class RunningProgram implements AutoCloseable {
  private static final Path LAUNCHER = Path.of("eigencam").toAbsolutePath();
  private static final Pattern PAGE = Pattern.compile("Open (http://\\S+)");

  private final Process process;
  private final Path output;

  /**
   * @param folder takes the output
   */
  RunningProgram(Path folder, String... arguments) throws IOException {
    this(folder, "-Xmx1g", List.of(arguments));
  }

  /**
   * @param folder takes the output
   * @param javaOptions separated by blanks
   */
  public RunningProgram(Path folder, String javaOptions, List<String> arguments)
      throws IOException {
    this.output = Files.createTempFile(folder, "output", ".txt");
    List<String> command = new ArrayList<>();
    command.add(LAUNCHER.toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .put(
            "EIGENCAM_JAVA_OPTS",
            javaOptions + " -Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
    this.process = builder.start();
  }

  /** Of the program itself: the launcher is replaced by it. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the line that names the page. */
  URI awaitPage(Duration patience) {
    await().atMost(patience).until(() -> PAGE.matcher(output()).find() || !process.isAlive());
    Matcher page = PAGE.matcher(output());
    if (!page.find()) {
      throw new AssertionError("the program ended:\n" + output());
    }
    return URI.create(page.group(1));
  }

  /** The status with which the program answers a request; 0 while it does not. */
  public static int status(URI address) throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Says stop, as Ctrl-C and the system do, and waits. */
  public Duration stop(Duration patience) throws InterruptedException {
    long start = System.nanoTime();
    process.destroy();
    awaitEnd(patience);
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The exit status. */
  int awaitEnd(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + patience + ":\n" + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
