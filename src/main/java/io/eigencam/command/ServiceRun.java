package io.eigencam.command;

import io.eigencam.log.LogFields;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Runs the application in this JVM, and closes what it needs after it has stopped: last opened,
 * first closed. A signal starts the JVM's shutdown hooks all at once, so ours waits until the
 * application, which has one of its own, is done with the broker before it closes the broker.
 */
final class ServiceRun implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ServiceRun.class);
  private static final long STOP_SECONDS = 10;

  private final Deque<AutoCloseable> needed = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean closed;
  private final Thread hook = new Thread(this::closeAfterwards, "stop");

  ServiceRun() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Closes this when the application has stopped, or could not be started.
   *
   * @throws IOException if somebody has said stop in the meantime
   */
  synchronized <C extends AutoCloseable> C with(C resource) throws IOException {
    needed.push(resource);
    if (closed) {
      closeAll();
      throw new IOException("stopped while starting");
    }
    return resource;
  }

  /** Returns when the application has stopped. */
  void run() throws IOException {
    QuietLogging.lift();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Quarkus.run(
        null,
        (code, thrown) -> {
          if (thrown != null) {
            failure.set(thrown);
          }
        });
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new IOException("the application could not start: " + root(thrown), thrown);
    }
  }

  /** Also reached by a signal, while the JVM waits for our hook. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      return; // the hook is at work
    }
    closeAll();
  }

  private void closeAfterwards() {
    boolean stopped = false;
    try {
      stopped = ended.await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeAll();
    if (!stopped) {
      // Its own hook waits without a limit for a topology that waits for a broker which is gone by
      // now. What was not committed is done again at the next start.
      try (LogFields fields = LogFields.with("seconds", STOP_SECONDS)) {
        LOG.warn("The application did not stop in time and is ended");
      }
      Runtime.getRuntime().halt(1);
    }
  }

  private synchronized void closeAll() {
    closed = true;
    while (!needed.isEmpty()) {
      AutoCloseable resource = needed.pop();
      try {
        resource.close();
      } catch (Exception e) {
        try (LogFields fields = LogFields.with("resource", resource.getClass().getSimpleName())) {
          LOG.warn("A resource did not close", e);
        }
      }
    }
  }

  private static String root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
