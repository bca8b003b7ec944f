package io.eigencam.pipeline;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.ConnectException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadReplacementTest {
  private final ThreadReplacement replacement = new ThreadReplacement();

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
        new StreamsException(new SaslAuthenticationException("scripted")));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void shouldStopOverWhatWillNotPass(Throwable failure) {
    assertEquals(SHUTDOWN_CLIENT, replacement.handle(failure));
  }
}
