package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.explain.LiveExplainer;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.DeadLetterHeaders;
import io.eigencam.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Failures behind the last step, where a result can no longer say what went wrong. */
@Timeout(60)
class UnhandledFaultsTest {
  private final AtomicReference<RuntimeException> fault = new AtomicReference<>();
  private final Serializer<FrameAnalysis> faulty =
      (topic, analysis) -> {
        RuntimeException next = fault.getAndSet(null);
        if (next != null) {
          throw next;
        }
        return new byte[] {1};
      };
  private PathDriver path;

  @BeforeEach
  void start(@TempDir Path state) {
    PathParts parts =
        new PathParts(
            Topics.plain(),
            StandaloneKafka.shared().registryUrl(),
            Serdes.serdeFrom(faulty, (topic, bytes) -> new FrameAnalysis()));
    path = new PathDriver(new ScriptedDetector(), new LiveExplainer()::explain, parts, state);
  }

  @AfterEach
  void stop() {
    path.close();
  }

  @Test
  void shouldMakeADeadLetterOfARecordWhoseResultCannotBeWritten() {
    // Given
    byte[] picture = Pictures.jpeg(64, 48);
    fault.set(new SerializationException("scripted"));

    // When
    path.send("hall-3", picture);
    path.send("hall-3", picture);

    // Then
    TestRecord<byte[], byte[]> letter = path.deadLetters.readRecord();
    assertArrayEquals(picture, letter.value());
    DeadLetterHeaders headers = DeadLetterHeaders.read(letter.headers());
    assertNotNull(headers);
    assertEquals("INTERNAL_ERROR", headers.reason());
    assertEquals(0, headers.offset());
    assertNotNull(letter.headers().lastHeader("__streams.errors.exception"));
    assertEquals(1, path.rawDetections.readRecordsToList().size());
    assertTrue(path.deadLetters.isEmpty());
  }

  @Test
  void shouldLeaveOutTheValueOfADeadLetterThatWouldBeTooLarge() {
    // Given: a picture with a long tail of nothing
    byte[] large = Arrays.copyOf(Pictures.jpeg(64, 48), 12_000_000);
    fault.set(new SerializationException("scripted"));

    // When
    path.send("hall-3", large);

    // Then
    TestRecord<byte[], byte[]> letter = path.deadLetters.readRecord();
    assertNull(letter.value());
    assertEquals(
        "12000000",
        new String(
            letter.headers().lastHeader("dead-letter-value-bytes").value(),
            StandardCharsets.UTF_8));
  }

  @Test
  void shouldStopTheThreadOnAnOutage() {
    fault.set(new TimeoutException("scripted"));

    Throwable failure =
        assertThrows(RuntimeException.class, () -> path.send("hall-3", Pictures.jpeg(64, 48)));

    assertTrue(Outage.caused(failure));
    assertTrue(path.deadLetters.isEmpty());
  }

  @Test
  void shouldTellAnOutageFromAFault() {
    assertTrue(Outage.caused(new IllegalStateException(new TimeoutException("away"))));
    assertFalse(Outage.caused(new IllegalStateException(new SerializationException("bad"))));
  }
}
