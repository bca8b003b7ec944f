package io.eigencam.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program in a process of its own that can be stopped, killed and started again. All its lives
 * write into one log. Used by one thread.
 */
final class Program implements AutoCloseable {
  private final String name;
  private final Path log;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Thread ending = new Thread(this::kill);
  private volatile @Nullable Process process;
  private int starts;

  /**
   * @param folder takes the log, {@code NAME.log}
   */
  Program(String name, Path folder, List<String> command, Map<String, String> environment) {
    this.name = name;
    this.log = folder.resolve(name + ".log");
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    Runtime.getRuntime().addShutdownHook(ending);
  }

  /** A main class of the tests, which ends with this JVM. */
  static Program java(String name, Path folder, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new Program(name, folder, command, Map.of());
  }

  String name() {
    return name;
  }

  /** How often it was started. */
  int starts() {
    return starts;
  }

  void start() throws IOException {
    if (running()) {
      throw new IllegalStateException(name + " is running");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    starts++;
    process = builder.start();
  }

  boolean running() {
    Process current = process;
    return current != null && current.isAlive();
  }

  /** SIGTERM; returns at once. */
  void terminate() {
    Process current = process;
    if (current != null) {
      current.destroy();
    }
  }

  /** SIGKILL; returns at once. */
  void kill() {
    Process current = process;
    if (current != null) {
      current.destroyForcibly();
    }
  }

  /** Waits for its end and gives its exit status; 128 and the signal's number after a signal. */
  int awaitEnd(Duration patience) throws InterruptedException {
    Process current = process;
    if (current == null) {
      throw new IllegalStateException(name + " was never started");
    }
    if (!current.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("%s still runs after %s:%n%s".formatted(name, patience, said(60)));
    }
    return current.exitValue();
  }

  /** Of its last life; null while it runs and before its first start. */
  @Nullable Integer exitStatus() {
    Process current = process;
    return current == null || current.isAlive() ? null : current.exitValue();
  }

  /** The last lines of its log. */
  String said(int lines) {
    List<String> all = lines();
    return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
  }

  List<String> lines() {
    try {
      return Files.exists(log) ? List.of(Files.readString(log).split("\n")) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(ending);
  }
}
