package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.FrameHeaders;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(300)
class PublishCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldPublishTheMicroscope() throws IOException {
    // Given
    StandaloneKafka kafka = StandaloneKafka.shared();
    Topics topics = kafka.freshTopics();

    // When
    int code =
        run(
            "publish",
            "microscope:7",
            "--camera",
            "smear-1",
            "--fps",
            "0",
            "--limit",
            "12",
            "--trace",
            "--json",
            "--prefix",
            topics.prefix(),
            "--bootstrap-server",
            kafka.bootstrapServers());

    // Then
    assertEquals(0, code, err.toString());
    assertEquals(1, out.toString().lines().count(), "one line: " + out);
    JsonNode summary = new ObjectMapper().readTree(out.toString());
    assertEquals(12, summary.get("frames").asInt());
    assertEquals("smear-1", summary.get("camera").asText());
    assertEquals(topics.cameraFrames().name(), summary.get("topic").asText());
    String trace =
        FrameHeaders.read(kafka.readRaw(topics.cameraFrames(), 12, PATIENCE).get(11).headers())
            .traceParent();
    assertTrue(trace != null && trace.endsWith("-01"), trace);
    assertEquals(12, kafka.readRaw(topics.cameraFrames(), 12, PATIENCE).size());
  }

  @Test
  void shouldTakeSettingsFromAFile() throws IOException {
    // Given
    StandaloneKafka kafka = StandaloneKafka.shared();
    Topics topics = kafka.freshTopics();
    Path settings = Files.writeString(folder.resolve("client.properties"), "max.block.ms=nonsense");

    // When
    int code =
        run(
            "publish",
            "microscope:7",
            "--camera",
            "a",
            "--limit",
            "1",
            "--kafka-config",
            settings.toString(),
            "--bootstrap-server",
            kafka.bootstrapServers());

    // Then
    assertEquals(1, code);
    assertTrue(err.toString().contains("max.block.ms"), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertEquals(0, kafka.readAllRaw(topics.cameraFrames()).size());
  }

  @Test
  void shouldNameWhatIsWrongInOneLine() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.mp4"), "no video");

    assertEquals(1, run("publish", folder.resolve("away").toString(), "--camera", "a"));
    assertEquals(1, run("publish", text.toString(), "--camera", "a"));
    assertEquals(1, run("publish", "microscope:abc", "--camera", "a"));
    assertEquals(3, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().lines().allMatch(line -> line.startsWith("eigencam: ")));
  }

  @Test
  void shouldRefuseImpossibleArguments() {
    assertEquals(2, run("publish", "microscope:1"));
    assertEquals(2, run("publish", "microscope:1", "--camera", " "));
    assertEquals(2, run("publish", "microscope:1", "--camera", "a", "--fps", "-1"));
    assertEquals(2, run("publish", "microscope:1", "--camera", "a", "--limit", "0"));
    assertEquals(2, run("publish", "microscope:1", "--camera", "a", "--prefix", "a b"));
  }

  @Test
  @NeedsShared("data/video")
  void shouldPublishEveryPictureOfARealVideo() {
    // Given
    StandaloneKafka kafka = StandaloneKafka.shared();
    Topics topics = kafka.freshTopics();

    // When
    int code =
        run(
            "publish",
            SharedData.path("data/video/car-detection.mp4").toString(),
            "--camera",
            "road-1",
            "--as-fast-as-possible",
            "--prefix",
            topics.prefix(),
            "--bootstrap-server",
            kafka.bootstrapServers());

    // Then
    assertEquals(0, code, err.toString());
    assertTrue(
        out.toString().startsWith("Published 377 frames of car-detection.mp4 as camera road-1 to "),
        out.toString());
    assertEquals(377, kafka.readRaw(topics.cameraFrames(), 377, PATIENCE).size());
  }

  private int run(String... arguments) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }
}
