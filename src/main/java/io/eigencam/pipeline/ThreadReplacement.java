package io.eigencam.pipeline;

import io.eigencam.log.LogFields;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/**
 * What gets here concerns every record: a registry that is away, a broker that refuses. Its
 * transaction is not committed, so the thread that takes over reads the same records again: nothing
 * is lost and nothing is doubled, it only waits until the trouble is over. What will not pass stops
 * the client, so that its readiness tells and its partitions go to others.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = Logger.getLogger(ThreadReplacement.class);

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (isFinal(failure)) {
      try (LogFields fields = LogFields.with("cause", root)) {
        LOG.error(
            "The topology stops for good, since a new thread would meet the same;"
                + " mend the cause and restart");
      }
      LOG.debug("The whole failure", failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    try (LogFields fields = LogFields.with("cause", root)) {
      LOG.error("A stream thread stopped and is replaced; its records are read again");
    }
    LOG.debug("The whole failure", failure);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** Whether time will not help: too little memory, a broken library, an account without rights. */
  private static boolean isFinal(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(
            cause ->
                cause instanceof Error
                    || cause instanceof AuthorizationException
                    || cause instanceof AuthenticationException);
  }
}
