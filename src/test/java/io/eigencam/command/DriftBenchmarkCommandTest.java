package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eigencam.camera.microscope.SmearCamera;
import io.eigencam.infer.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo's network on what the demo's microscope sees. */
@Timeout(180)
class DriftBenchmarkCommandTest {
  private static final int FRAMES = 36;
  private static final int STEP = 25; // consecutive frames say the same

  @TempDir static Path videos;
  @TempDir static Path cache;
  @TempDir Path empty;

  @BeforeAll
  static void record() throws IOException {
    Path folder = Files.createDirectory(videos.resolve("microscope"));
    SmearCamera camera = new SmearCamera(42);
    for (int i = 0; i < FRAMES; i++) {
      byte[] file = Pictures.encode(camera.picture((long) i * STEP).image(), "jpg");
      Files.write(folder.resolve("frame-" + i + ".jpg"), file);
    }
    Files.writeString(videos.resolve("SOURCE.md"), "no video");
  }

  private static CommandRun run(Path folder, String... further) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "drift-benchmark",
                "--videos",
                folder.toString(),
                "--model",
                Path.of("demo-model", "saved_model").toString(),
                "--cache",
                cache.toString()));
    arguments.addAll(List.of(further));
    return CommandRun.of(arguments);
  }

  @Test
  void shouldTellWhoNoticesWhatAndHowSoon() throws IOException {
    // When
    CommandRun run =
        run(
            videos,
            "--corruptions",
            "contrast,defocus,dirt,gain",
            "--severities",
            "5",
            "--fps",
            "1",
            "--case-frames",
            "8",
            "--clean-blocks",
            "300",
            "--json");

    // Then
    JsonNode json = run.answer();
    assertEquals(FRAMES, json.get("videos").get(0).get("frames").asInt());
    assertEquals(4, json.get("cases").size());
    JsonNode contrast = json.get("cases").get(0);
    assertEquals("contrast", contrast.get("corruption").asText());
    assertTrue(contrast.get("f1").asDouble() < 0.5, contrast.toString());
    assertTrue(contrast.get("harmful").asBoolean());
    JsonNode ours = contrast.get("monitors").get("attention");
    assertTrue(ours.get("within10Min").asBoolean(), contrast.toString());
    assertTrue(ours.get("blocks").asInt() >= 7, "less is no evidence: " + ours);
    assertEquals(30.0 * ours.get("blocks").asInt(), ours.get("seconds").asDouble());
    assertFalse(contrast.has("regionHit"));
    JsonNode defocus = json.get("cases").get(1);
    assertTrue(defocus.get("causes").size() > 0, defocus.toString());
    assertTrue(json.get("cases").get(2).has("regionHit"));
    JsonNode summary = json.get("summary");
    assertEquals(1, summary.get("harmfulAlarmedWithin10Min").asDouble());
    assertEquals(0, summary.get("counts").get("falseAlarms").asInt(), summary.toString());
    assertEquals(1, summary.get("counts").get("benign").asInt());
    assertEquals(1, summary.get("counts").get("region").asInt());
    assertTrue(summary.get("medianDelaySeconds").asDouble() >= 210);
    assertEquals(300 * 30 / 86_400.0, summary.get("counts").get("cameraDays").asDouble(), 1e-3);
    for (String field :
        List.of("benignAlarmed", "regionHit", "causeTop3", "falseAlarmsPerCameraDay")) {
      assertTrue(summary.get(field).isNumber(), field);
    }
    JsonNode pixels = summary.get("baselines").get("pixels");
    assertEquals(
        1, pixels.get("harmfulAlarmedWithin10Min").asDouble(), "lost contrast is seen in pixels");
    assertTrue(pixels.get("causeTop3").isNull());
    assertEquals(4, summary.get("baselines").size());
  }

  @Test
  void shouldPrintATableForPeople() {
    CommandRun run =
        run(
            videos,
            "--report",
            "microscope",
            "--corruptions",
            "moved",
            "--severities",
            "1",
            "--fps",
            "1",
            "--frames",
            "24",
            "--hold-out",
            "--case-frames",
            "4",
            "--clean-blocks",
            "10");

    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("confidenceAndCount"), run.out());
    assertTrue(run.out().contains("Moved cameras are not judged"), run.out());
  }

  @Test
  void shouldSayThatThereAreNoVideos() throws IOException {
    Files.writeString(empty.resolve("notes.txt"), "nothing");

    CommandRun run = run(empty);

    assertEquals(1, run.code());
    assertTrue(run.err().contains("No videos in " + empty), run.err());
    CommandRun missing = run(empty.resolve("away"));
    assertEquals(1, missing.code());
    assertTrue(missing.err().contains("There is no folder"), missing.err());
  }

  @Test
  void shouldNameTheVideoThatCannotBeRead() throws IOException {
    Files.writeString(empty.resolve("gate.mp4"), "no video at all");

    CommandRun run = run(empty);

    assertEquals(1, run.code());
    assertTrue(run.err().contains("gate.mp4 is not a video"), run.err());
  }

  @Test
  void shouldNameTheVideoWithTooFewFrames() {
    CommandRun run = run(videos, "--frames", "10");

    assertEquals(1, run.code());
    assertTrue(run.err().contains("microscope has 10 frames"), run.err());
  }

  @Test
  void shouldSayWhichVideosThereAre() {
    CommandRun run = run(videos, "--report", "gate");

    assertEquals(1, run.code());
    assertTrue(run.err().contains("No video gate"), run.err());
    assertTrue(run.err().contains("there are microscope"), run.err());
  }

  @Test
  void shouldRefuseWhatCannotBeTried() {
    assertEquals(2, run(videos, "--corruptions", "earthquake").code());
    assertTrue(run(videos, "--corruptions", "earthquake").err().contains("defocus"));
    assertEquals(2, run(videos, "--severities", "6").code());
    assertEquals(2, run(videos, "--fps", "0").code());
    assertEquals(2, run(videos, "--false-alarms", "0").code());
    assertEquals(2, run(videos, "--case-frames", "1").code());
  }
}
