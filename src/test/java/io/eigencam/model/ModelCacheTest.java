package io.eigencam.model;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelCacheTest {
  private static final String DIGEST = "ab12";

  @TempDir private Path folder;
  private final AtomicInteger built = new AtomicInteger();

  @Test
  void shouldBuildOnceAndKeep() throws Exception {
    Path first = cache().get(DIGEST, "live-1", this::build);
    Path second = cache().get(DIGEST, "live-1", this::build);

    assertEquals(first, second);
    assertEquals(1, built.get());
    assertEquals("model", Files.readString(first.resolve("saved_model.pb")));
  }

  @Test
  void shouldKeepFormsAndModelsApart() throws Exception {
    Path one = cache().get(DIGEST, "live-1", this::build);
    Path form = cache().get(DIGEST, "live-2", this::build);
    Path model = cache().get("cd34", "live-1", this::build);

    assertEquals(3, Stream.of(one, form, model).distinct().count());
    assertEquals(3, built.get());
  }

  @Test
  void shouldRebuildADamagedEntry() throws Exception {
    Path entry = cache().get(DIGEST, "live-1", this::build);
    Files.writeString(entry.resolve("saved_model.pb"), "mod");

    cache().get(DIGEST, "live-1", this::build);

    assertEquals(2, built.get());
    assertEquals("model", Files.readString(entry.resolve("saved_model.pb")));
  }

  @Test
  void shouldRebuildAnEntryThatLostAFile() throws Exception {
    Path entry = cache().get(DIGEST, "live-1", this::build);
    Files.delete(entry.resolve("variables/variables.index"));

    cache().get(DIGEST, "live-1", this::build);

    assertTrue(Files.exists(entry.resolve("variables/variables.index")));
  }

  @Test
  void shouldSweepWhatAKilledProcessLeft() throws Exception {
    Path left = Files.createDirectories(folder.resolve(DIGEST + "-live-1.tmp-dead/variables"));
    Files.writeString(left.resolve("half"), "...");

    cache().get(DIGEST, "live-1", this::build);

    assertEquals(List.of(), temporaries());
  }

  @Test
  void shouldLeaveNothingWhenBuildingFails() {
    assertThrows(
        ModelRejected.class,
        () ->
            cache()
                .get(
                    DIGEST,
                    "live-1",
                    empty -> {
                      Files.writeString(empty.resolve("saved_model.pb"), "half");
                      throw new ModelRejected("no");
                    }));

    assertEquals(List.of(), temporaries());
    assertFalse(Files.exists(folder.resolve(DIGEST + "-live-1")));
  }

  @Test
  void shouldNameACacheThatCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");

    IOException failure =
        assertThrows(
            IOException.class,
            () -> new ModelCache(file.resolve("cache")).get(DIGEST, "live-1", this::build));

    assertTrue(failure.getMessage().contains("the model cache " + file), failure.getMessage());
    assertTrue(failure.getMessage().contains("--cache"), failure.getMessage());
  }

  @Test
  void shouldBuildOnceWhenManyThreadsAsk() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Path>> asks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        asks.add(() -> cache().get(DIGEST, "live-1", this::build));
      }
      for (Future<Path> answer : threads.invokeAll(asks)) {
        assertTrue(Files.exists(answer.get().resolve("saved_model.pb")));
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, built.get());
  }

  @Test
  void shouldServeTwoProcessesAtOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(fork());
    }

    for (Process process : processes) {
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue());
    }
    try (Stream<String> builds = Files.lines(folder.resolve("builds"))) {
      assertEquals(1, builds.count());
    }
    assertEquals(List.of(), temporaries());
  }

  @Test
  void shouldRecoverFromAProcessKilledWhileBuilding() throws Exception {
    Process process = fork("hang");
    await().atMost(30, TimeUnit.SECONDS).until(() -> !temporaries().isEmpty());
    process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    assertEquals(1, temporaries().size());

    Path entry = cache().get(DIGEST, "live-1", this::build);

    assertEquals("model", Files.readString(entry.resolve("saved_model.pb")));
    assertEquals(List.of(), temporaries());
  }

  private Process fork(String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", "target/classes:target/test-classes"));
    command.addAll(List.of(ModelCacheProcess.class.getName(), folder.toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).inheritIO().start();
  }

  private ModelCache cache() {
    return new ModelCache(folder);
  }

  private void build(Path empty) throws IOException {
    built.incrementAndGet();
    Files.writeString(empty.resolve("saved_model.pb"), "model");
    Files.writeString(
        Files.createDirectories(empty.resolve("variables")).resolve("variables.index"), "index");
  }

  private List<String> temporaries() {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.contains(".tmp-"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
