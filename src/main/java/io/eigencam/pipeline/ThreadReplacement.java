package io.eigencam.pipeline;

import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/**
 * What gets here concerns every record: a registry that is away, a broker that refuses. Its
 * transaction is not committed, so the thread that takes over reads the same records again: nothing
 * is lost and nothing is doubled, it only waits until the trouble is over.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = Logger.getLogger(ThreadReplacement.class);

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    LOG.errorf(
        "A stream thread stopped and is replaced; its records are read again: %s: %s",
        root.getClass().getSimpleName(), root.getMessage());
    LOG.debug("The whole failure", failure);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
