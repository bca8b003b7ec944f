package io.eigencam.pipeline;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadReplacementTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5 * MINUTE); // may run over
  private final ThreadReplacement replacement = new ThreadReplacement(meters, nanos::get);

  static Stream<Throwable> passing() {
    return Stream.of(
        new StreamsException(new TimeoutException("scripted")),
        new SerializationException(new ConnectException("scripted")),
        new IllegalStateException("scripted"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void shouldTryAgainWhatMayPass(Throwable failure) {
    assertEquals(REPLACE_THREAD, replacement.handle(failure));
  }

  static Stream<Throwable> lasting() {
    return Stream.of(
        new OutOfMemoryError("scripted"),
        new StreamsException(new StackOverflowError("scripted")),
        new NoClassDefFoundError("scripted"),
        new StreamsException(new TopicAuthorizationException("camera-frames")),
        new TransactionalIdAuthorizationException("scripted"),
        new StreamsException(new SaslAuthenticationException("scripted")),
        new FencedInstanceIdException("scripted"));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void shouldStopOverWhatWillNotPass(Throwable failure) {
    assertEquals(SHUTDOWN_CLIENT, replacement.handle(failure));
  }

  @Test
  void shouldCountWhatDied() {
    replacement.handle(new StreamsException(new TimeoutException("scripted")));
    replacement.handle(new StreamsException(new TimeoutException("scripted")));
    replacement.handle(new IllegalStateException("scripted"));

    assertEquals(2, replaced("outage"));
    assertEquals(1, replaced("defect"));
  }

  @Test
  void shouldGiveUpWhenDefectsEndThreadAfterThread() {
    for (int i = 0; i < 10; i++) {
      assertEquals(REPLACE_THREAD, replacement.handle(new IllegalStateException("scripted")));
      nanos.addAndGet(MINUTE / 2);
    }

    assertEquals(SHUTDOWN_CLIENT, replacement.handle(new IllegalStateException("scripted")));
  }

  @Test
  void shouldForgetDefectsOfLongAgo() {
    for (int i = 0; i < 50; i++) {
      assertEquals(REPLACE_THREAD, replacement.handle(new IllegalStateException("scripted")));
      nanos.addAndGet(MINUTE);
    }
  }

  @Test
  void shouldOutlastAnyOutage() {
    for (int i = 0; i < 1_000; i++) {
      assertEquals(REPLACE_THREAD, replacement.handle(new TimeoutException("scripted")));
      assertEquals(
          REPLACE_THREAD,
          replacement.handle(new StreamsException(new MissingSourceTopicException("scripted"))));
    }
  }

  private double replaced(String cause) {
    return meters.get("eigencam.stream.threads.replaced").tag("cause", cause).counter().count();
  }
}
