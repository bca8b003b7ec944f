package io.eigencam.pipeline;

import io.eigencam.log.LogFields;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/**
 * What gets here concerns every record: a registry that is away, a broker that refuses. Its
 * transaction is not committed, so the thread that takes over reads the same records again: nothing
 * is lost and nothing is doubled, it only waits until the trouble is over, however long that takes.
 * What will not pass stops the client, so that its health tells and its partitions go to others; so
 * do defects that end thread after thread, since a fresh process may be free of them.
 */
public final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = Logger.getLogger(ThreadReplacement.class);
  private static final int MOST_DEFECTS = 10;
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final LongSupplier nanos;
  private final Counter outages;
  private final Counter defects;
  private final Deque<Long> defectNanos = new ArrayDeque<>();

  ThreadReplacement(MeterRegistry meters) {
    this(meters, System::nanoTime);
  }

  ThreadReplacement(MeterRegistry meters, LongSupplier nanos) {
    this.nanos = nanos;
    this.outages = counter(meters, "outage");
    this.defects = counter(meters, "defect");
  }

  private static Counter counter(MeterRegistry meters, String cause) {
    return Counter.builder("eigencam.stream.threads.replaced")
        .description("Stream threads that died and were replaced; their records were read again")
        .tag("cause", cause)
        .register(meters);
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    LOG.debug("The whole failure", failure);
    if (anyCause(
        failure,
        Error.class,
        AuthorizationException.class,
        AuthenticationException.class,
        FencedInstanceIdException.class)) { // another process with our name: who is right?
      try (LogFields fields = LogFields.with("cause", root)) {
        LOG.error(
            "The topology stops for good, since a new thread would meet the same;"
                + " mend the cause and restart");
      }
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    long now = nanos.getAsLong();
    if (anyCause(failure, MissingSourceTopicException.class) || Outage.causedWriting(failure)) {
      outages.increment();
    } else {
      defectNanos.addLast(now);
      while (now - defectNanos.getFirst() >= WINDOW.toNanos()) {
        defectNanos.removeFirst();
      }
      if (defectNanos.size() > MOST_DEFECTS) {
        LOG.errorf(
            failure,
            "The topology stops for good: more than %d stream threads died within %d min of what"
                + " is no outage; a restart may help, and please report it",
            MOST_DEFECTS,
            WINDOW.toMinutes());
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
      defects.increment();
    }
    try (LogFields fields = LogFields.with("cause", root)) {
      LOG.error("A stream thread stopped and is replaced; its records are read again");
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  @SafeVarargs
  private static boolean anyCause(Throwable failure, Class<? extends Throwable>... such) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause -> Stream.of(such).anyMatch(type -> type.isInstance(cause)));
  }
}
