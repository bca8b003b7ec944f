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
import io.eigencam.registry.MessageSerdes;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.DeadLetterHeaders;
import io.eigencam.topic.Topics;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures behind the last step, where a result can no longer say what went wrong. */
@Timeout(60)
class UnhandledFaultsTest {
  private final AtomicReference<RuntimeException> fault = new AtomicReference<>();
  private final AtomicReference<RuntimeException> always = new AtomicReference<>();
  private final Serializer<FrameAnalysis> faulty =
      (topic, analysis) -> {
        RuntimeException lasting = always.get();
        RuntimeException next = lasting == null ? fault.getAndSet(null) : lasting;
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
  void shouldRejectAFrameWhoseResultCannotBeWritten() {
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
    assertEquals(2, path.rawDetections.readRecordsToList().size(), "one result for each frame");
    assertTrue(path.deadLetters.isEmpty());
    assertEquals(2, path.meters.get("eigencam.frames.in").counter().count());
    assertEquals(1, results("ANALYZED"));
    assertEquals(1, results("REJECTED"));
    assertEquals(
        1, path.meters.get("eigencam.dead.letters").tag("form", "whole").counter().count());
  }

  @Test
  void shouldTellByADeadLetterAloneWhereNoResultCanBeWrittenAtAll() {
    // Given
    always.set(new SerializationException("scripted"));

    // When
    path.send("hall-3", Pictures.jpeg(64, 48));
    path.send("hall-3", Pictures.gif());

    // Then
    assertTrue(path.rawDetections.isEmpty());
    assertEquals("INTERNAL_ERROR", reason(path.deadLetters.readRecord()));
    assertEquals("UNSUPPORTED_FORMAT", reason(path.deadLetters.readRecord()), "the first reason");
    assertEquals(2, results("REJECTED"));
  }

  private double results(String status) {
    return path.meters.get("eigencam.results").tag("status", status).counter().count();
  }

  private static String reason(TestRecord<byte[], byte[]> letter) {
    DeadLetterHeaders headers = DeadLetterHeaders.read(letter.headers());
    assertNotNull(headers);
    return headers.reason();
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

  static Stream<RuntimeException> outages() {
    return Stream.of(
        new TimeoutException("scripted"),
        new SerializationException("as foreign serializers wrap it", new ConnectException()),
        new SerializationException(
            new IllegalStateException(new SocketTimeoutException("scripted"))));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void shouldStopTheThreadOnAnOutage(RuntimeException outage) {
    fault.set(outage);

    Throwable failure =
        assertThrows(RuntimeException.class, () -> path.send("hall-3", Pictures.jpeg(64, 48)));

    assertTrue(Outage.causedWriting(failure));
    assertTrue(path.deadLetters.isEmpty());
  }

  @Test
  void shouldTakeAMissingSchemaOfOursForAnOutage() {
    // Given: a registry that does not hold the schema, and a serializer that must not add it
    Serializer<FrameAnalysis> reading =
        MessageSerdes.values(
                FrameAnalysis.class,
                Map.of(
                    RegistrySettings.URL,
                    StandaloneKafka.shared().registryUrl(),
                    "auto.register.schemas",
                    "false"))
            .serializer();

    // When
    Throwable failure =
        assertThrows(
            SerializationException.class,
            () -> reading.serialize("never-registered", new FrameAnalysis()));

    // Then
    assertTrue(Outage.causedWriting(failure));
    assertFalse(Outage.caused(failure), "while reading it is the frame's fault");
  }

  @Test
  void shouldTellAnOutageFromAFault() {
    assertTrue(Outage.caused(new IllegalStateException(new TimeoutException("away"))));
    assertFalse(Outage.caused(new IllegalStateException(new SerializationException("bad"))));
    assertTrue(
        Outage.causedWriting(new StreamsException("sent before", new RecordTooLargeException())),
        "the frame at which it comes to light is innocent");
  }
}
