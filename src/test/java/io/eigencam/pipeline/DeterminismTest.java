package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.camera.microscope.SmearCamera;
import io.eigencam.infer.Pictures;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same bytes in, the same messages out: over runs, threads, processes and versions of Java. A
 * replay is worth nothing otherwise.
 */
@Timeout(600)
class DeterminismTest {
  private static final int PATIENCE = 400; // seconds
  private static final Path DEMO = Path.of("demo-model", "saved_model");

  @TempDir Path folder;

  @Test
  void shouldGiveTheSameMessagesWhoeverComputes() throws Exception {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    for (int i = 0; i < 3; i++) {
      byte[] smear =
          Pictures.encode(new SmearCamera(5).picture(25 * i).image(), i == 1 ? "png" : "jpg");
      Files.write(pictures.resolve("smear" + i), smear);
    }
    Files.write(pictures.resolve("wide"), Pictures.jpeg(641, 203, 1));
    Files.write(pictures.resolve("tall"), Pictures.png(90, 333, 2));

    assertSameEverywhere(DEMO, pictures);
  }

  @Test
  @NeedsShared("data/bccd")
  void shouldGiveTheSameMessagesForRealFrames() throws Exception {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));
    try (Stream<Path> all = Files.list(SharedData.path("data/bccd/JPEGImages"))) {
      for (Path picture : all.sorted().limit(3).toList()) {
        Files.copy(picture, pictures.resolve(String.valueOf(picture.getFileName())));
      }
    }
    for (String name : List.of("car", "bottle")) {
      Files.copy(SharedData.path("golden/detect/" + name + "/picture.png"), pictures.resolve(name));
    }

    assertSameEverywhere(SharedData.path("models/yolov8n-coco-320"), pictures);
  }

  private void assertSameEverywhere(Path model, Path pictures) throws Exception {
    // Given
    Path cache = folder.resolve("cache");
    List<String> expected = FrameDigests.of(model, cache, 1, pictures);
    assertEquals(5, expected.stream().distinct().count(), expected.toString());
    assertTrue(expected.stream().anyMatch(line -> !line.contains(" 0 found")), expected.toString());
    Path thisJava = Path.of(System.getProperty("java.home"), "bin", "java");
    Optional<Path> otherJava = OtherJava.find();
    if (otherJava.isEmpty()) {
      System.out.println(
          "skipped: there is no other version of Java here to compare with (EIGENCAM_OTHER_JAVA)");
    }

    // When processes work at the same time, one with the settings of this one or another Java
    List<OtherProcess> processes = new ArrayList<>();
    try {
      processes.add(start(thisJava, 4, 2, model, cache, pictures));
      processes.add(start(otherJava.orElse(thisJava), 1, 1, model, cache, pictures));
      List<String> concurrent = FrameDigests.of(model, cache, 2, pictures);

      // Then
      assertEquals(expected, concurrent, "in this process, two threads");
      for (OtherProcess process : processes) {
        assertEquals(expected, process.digests(), process.command());
      }
    } finally {
      processes.forEach(OtherProcess::end);
    }
  }

  private OtherProcess start(
      Path java, int threads, int intraOp, Path model, Path cache, Path pictures)
      throws IOException {
    List<String> command =
        List.of(
            java.toString(),
            "-Dai.djl.tensorflow.num_intraop_threads=" + intraOp,
            "-cp",
            System.getProperty("java.class.path"),
            FrameDigests.class.getName(),
            model.toString(),
            cache.toString(),
            String.valueOf(threads),
            pictures.toString());
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new OtherProcess(java + ", " + threads + " threads", process, output);
  }

  private record OtherProcess(String command, Process process, Path output) {
    List<String> digests() throws IOException, InterruptedException {
      assertTrue(process.waitFor(PATIENCE, TimeUnit.SECONDS), command + " takes too long");
      String text = Files.readString(output, StandardCharsets.UTF_8);
      assertEquals(0, process.exitValue(), () -> command + ": " + text);
      return text.lines()
          .filter(line -> line.startsWith(FrameDigests.PREFIX))
          .map(line -> line.substring(FrameDigests.PREFIX.length()))
          .toList();
    }

    void end() {
      process.destroyForcibly();
    }
  }
}
