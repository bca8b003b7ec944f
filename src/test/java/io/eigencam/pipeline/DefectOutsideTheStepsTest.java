package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eigencam.fault.RefusedLetters;
import io.eigencam.topic.DeadLetterHeaders;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler.Response;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler.Result;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.internals.DefaultErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a frame, and of the account, when a failure gets past the steps. */
class DefectOutsideTheStepsTest {
  private static final Exception DEFECT = new IllegalStateException("scripted");

  private final String letters = "letters-" + UUID.randomUUID();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final UnhandledFaults faults = new UnhandledFaults();

  @BeforeEach
  void begin() {
    Metrics.addRegistry(meters);
    configure("at_least_once");
  }

  @AfterEach
  void end() {
    Metrics.removeRegistry(meters);
  }

  private void configure(String guarantee) {
    faults.configure(
        Map.of("errors.dead.letter.queue.topic.name", letters, "processing.guarantee", guarantee));
  }

  static Stream<Exception> failedWrites() {
    return Stream.of(
            new UnknownServerException("scripted"),
            new TopicAuthorizationException("detections"),
            new InvalidTopicException("detections"))
        .map(cause -> new StreamsException("of a record that was sent before", cause));
  }

  @ParameterizedTest
  @MethodSource("failedWrites")
  void shouldStopTheThreadWhereAnEarlierRecordWasNotWritten(Exception failure) {
    assertEquals(Result.FAIL, handle("cam".getBytes(), new byte[9], failure).result());
    assertEquals(0, letters("whole"));
  }

  @Test
  void shouldWriteALetterForADefectThatKafkaStreamsWraps() {
    Exception wrapped = new StreamsException("scripted", new ClassCastException("scripted"));

    Response response = handle("cam".getBytes(), new byte[9], wrapped);

    assertEquals(Result.RESUME, response.result());
    assertEquals(1, response.deadLetterQueueRecords().size());
    assertEquals(1, letters("whole"));
  }

  @Test
  void shouldCountADefectWithTheTransactionThatTellsOfIt() {
    // Given
    configure("exactly_once_v2");

    // When
    handle("cam".getBytes(), new byte[9], DEFECT);

    // Then
    assertEquals(0, rejected(), "the transaction may still be aborted");
    CommittedCounts.committed();
    assertEquals(1, rejected());
    CommittedCounts.committed();
    assertEquals(1, rejected());
  }

  @Test
  void shouldCountWhatWasWrittenOfTheFrame() {
    handle("cam".getBytes(), new byte[12_000_000], DEFECT);

    assertEquals(1, letters("without_value"));
    assertEquals(0, letters("whole"));
  }

  @Test
  void shouldStopTheThreadWhereNotEvenALetterIsTaken() {
    // Given a topic that takes no letter without a key
    ProducerRecord<byte[], byte[]> refused = new ProducerRecord<>(letters, null, null);
    new DeadLetterHeaders("EMPTY", "scripted", "camera-frames", 0, 0, "none")
        .writeTo(refused.headers());
    RefusedLetters.refused(refused, true);

    // When
    Response response = handle(null, new byte[9], DEFECT);

    // Then nothing would tell of the frame
    assertEquals(Result.FAIL, response.result());
    assertEquals(0, rejected());
  }

  private Response handle(byte[] key, byte[] value, Exception failure) {
    RecordHeaders headers = new RecordHeaders();
    ErrorHandlerContext context =
        new DefaultErrorHandlerContext(
            null, "camera-frames", 0, 7, headers, "publish", new TaskId(0, 0), 0, key, value);
    return faults.handleError(context, new Record<>(key, value, 0, headers), failure);
  }

  private double rejected() {
    return count("eigencam.results", "status", "REJECTED");
  }

  private double letters(String form) {
    return count("eigencam.dead.letters", "form", form);
  }

  private double count(String name, String tag, String value) {
    return meters.find(name).tag(tag, value).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}
