package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eigencam.message.CaptureTimeSource;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.topic.Topics;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dead letters looked at, and sent again. */
@Timeout(300)
class DlqOnKafkaTest extends DlqOnKafka {
  @Test
  void shouldAnalyseWhatWasRejectedOnceTheCauseIsMended() throws Exception {
    // Given: a defect that rejects every third frame
    int[] seen = new int[1];
    detector.does(
        picture -> {
          if (seen[0]++ % 3 == 0) {
            throw new IllegalStateException("scripted");
          }
          return ScriptedDetector.nothing(picture);
        });
    Topics topics = kafka.freshTopics();
    publish(topics, 9, PICTURE);
    try (RunningPath path = start(topics)) {
      assertEquals(9, kafka.readRaw(topics.detections(), 9, PATIENCE).size());

      // When
      detector.does(ScriptedDetector::nothing);
      JsonNode dry =
          json(run("retry", topics, "--reason", "internal_error", "--dry-run", "--json"));
      JsonNode sent = json(run("retry", topics, "--reason", "INTERNAL_ERROR", "--json"));

      // Then
      assertEquals(3, dry.path("chosen").asInt());
      assertEquals(0, dry.path("sent").asInt());
      assertEquals(3, sent.path("sent").asInt());
      List<ConsumerRecord<String, FrameAnalysis>> all =
          kafka.read(topics.detections(), 12, PATIENCE);
      FrameAnalysis again = all.get(9).value();
      assertEquals(FrameStatus.ANALYZED, again.getStatus());
      assertEquals("left-0~retry-1", again.getFrame().getId());
      assertEquals(0, again.getFrame().getSequence());
      assertEquals(BEGINNING, again.getFrame().getCaptureTime(), "of the camera, not of the retry");
      assertEquals(CaptureTimeSource.HEADER, again.getFrame().getCaptureTimeSource());
      assertHolds(topics, 12, 9, 3, 0);

      // When: once more, by mistake and on purpose
      JsonNode mistake = json(run("retry", topics, "--all", "--json"));
      JsonNode purpose = json(run("retry", topics, "--at", "0:0-1", "--again", "--json"));

      // Then
      assertEquals(0, mistake.path("sent").asInt());
      assertEquals(3, mistake.path("sentBefore").asInt());
      assertTrue(purpose.path("sent").asInt() >= 1, purpose::toString);
      int repeated = purpose.path("sent").asInt();
      assertEquals(
          12 + repeated, kafka.readRaw(topics.detections(), 12 + repeated, PATIENCE).size());
      assertHolds(topics, 12 + repeated, 9 + repeated, 3, repeated);
    }
  }

  @Test
  void shouldCountTheRetriesOfAFrameThatStaysPoison() throws Exception {
    Topics topics = kafka.freshTopics();
    publish(topics, 1, POISON);
    try (RunningPath path = start(topics)) {
      kafka.readRaw(topics.deadLetters(), 1, PATIENCE);

      // When
      run("retry", topics, "--camera", "left");
      kafka.readRaw(topics.deadLetters(), 2, PATIENCE);
      JsonNode second = json(run("retry", topics, "--all", "--json"));
      List<ConsumerRecord<String, byte[]>> letters =
          kafka.readRaw(topics.deadLetters(), 3, PATIENCE);

      // Then
      assertEquals(1, second.path("sent").asInt());
      assertEquals(1, second.path("sentBefore").asInt());
      assertEquals("left-0~retry-2", text(letters.get(2), "ce_id"));
      assertEquals("2", text(letters.get(2), "dlq-retry"));
      assertEquals("left-0", text(letters.get(2), "retry-of"));
      assertArrayEquals(POISON, letters.get(2).value());
      assertHolds(topics, 3, 0, 3, 0);
    }
  }

  @Test
  void shouldListAndShowWithoutWhatFramesHold() throws Exception {
    // Given
    Topics topics = kafka.freshTopics();
    publish(topics, 2, POISON);
    long last;
    try (RunningPath path = start(topics)) {
      last = kafka.readRaw(topics.deadLetters(), 2, PATIENCE).get(1).offset();
    }

    // When
    JsonNode list = json(run("list", topics, "--json"));
    String lines = run("list", topics);
    String shown = run("show", topics, "0:0");
    JsonNode facts = json(run("show", topics, topics.deadLetters().name() + "-0@0", "--json"));

    // Then
    assertEquals(2, list.path("letters").asInt());
    assertEquals("UNSUPPORTED_FORMAT", list.path("groups").get(0).path("reason").asText());
    assertEquals(POISON.length * 2, list.path("groups").get(0).path("bytes").asInt());
    assertEquals(last, list.path("newest").get(0).path("offset").asLong());
    assertTrue(lines.lines().anyMatch(l -> l.matches("UNSUPPORTED_FORMAT +left +2 .*")), lines);
    assertTrue(shown.contains(topics.cameraFrames().name() + "-0@0"), shown);
    assertTrue(shown.contains("ce_id: left-0"), shown);
    assertEquals("left-0", facts.path("headers").path("ce_id").asText());
    assertEquals(POISON.length, facts.path("bytes").asInt());
    assertFalse((list + lines + shown + facts).contains("secret"), "frames are personal data");

    // When
    Path file = folder.resolve("frame.bin");
    run("show", topics, "0:" + last, "--out", file.toString());

    // Then
    assertArrayEquals(POISON, Files.readAllBytes(file));
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    assertEquals(1, code("show", topics, "0:" + last, "--out", file.toString()));
    assertTrue(err.toString().contains("exists already"), err::toString);
    assertEquals(1, code("show", topics, "0:99"));
    assertTrue(err.toString().contains("no dead letter stands at"), err::toString);
  }

  @Test
  void shouldAskBeforeItSendsMany() throws Exception {
    // Given
    Topics topics = kafka.freshTopics();
    publish(topics, 101, POISON);
    try (RunningPath path = start(topics)) {
      assertEquals(101, kafka.readRaw(topics.deadLetters(), 101, PATIENCE).size());
    }

    // When
    int unasked = code("retry", topics, "--all");

    // Then
    assertEquals(1, unasked);
    assertTrue(err.toString().contains("--yes"), err::toString);
    assertEquals(
        101,
        json(run("retry", topics, "--all", "--yes", "--rate", "0", "--json")).path("sent").asInt());
  }
}
