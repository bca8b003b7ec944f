package io.eigencam.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.message.AttentionMaps;
import io.eigencam.message.CameraFrame;
import io.eigencam.message.FrameAnalysis;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
  @Test
  void shouldHaveTheNamesThatOtherProgramsKnow() {
    assertEquals(
        List.of(
            "camera-frames",
            "detections",
            "attention-maps",
            "camera-frames-dlq",
            "camera-partitions"),
        Topics.plain().all().stream().map(Topic::name).toList());
    assertEquals(
        Map.of(
            "camera-frames-value", CameraFrame.class,
            "detections-value", FrameAnalysis.class,
            "attention-maps-value", AttentionMaps.class),
        Topics.plain().messages());
  }

  @Test
  void shouldPutThePrefixBeforeEveryName() {
    Topics topics = Topics.withPrefix("replay.17.");

    assertTrue(topics.all().stream().allMatch(topic -> topic.name().startsWith("replay.17.")));
    assertTrue(topics.messages().keySet().stream().allMatch(s -> s.startsWith("replay.17.")));
    assertEquals("replay.17.detections-value", topics.detections().valueSubject());
  }

  @ParameterizedTest
  @ValueSource(strings = {"plant 7.", "ä.", "a/b", "\n"})
  void shouldRefuseAPrefixThatKafkaWould(String prefix) {
    assertThrows(IllegalArgumentException.class, () -> Topics.withPrefix(prefix));
    assertThrows(IllegalArgumentException.class, () -> Topics.withPrefix("x".repeat(250)));
  }

  @Test
  void shouldTakeADeadLetterOfEveryFrameThatFits() {
    assertTrue(
        Topics.plain().deadLetters().maxMessageBytes()
            > Topics.plain().cameraFrames().maxMessageBytes());
    assertTrue(Topics.plain().cameraFrames().maxMessageBytes() > Topics.MAX_FRAME_BYTES);
  }
}
