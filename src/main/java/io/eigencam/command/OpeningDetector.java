package io.eigencam.command;

import io.eigencam.infer.Detector;
import io.eigencam.model.ModelRejected;
import io.eigencam.pipeline.DetectorHandover;
import io.eigencam.pipeline.PipelineBeans;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Loads the model in a thread of its own, while other things are started. Belongs to who made it
 * until the application has taken it.
 */
final class OpeningDetector implements Callable<Detector>, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OpeningDetector.class);

  private final CountDownLatch known = new CountDownLatch(1);
  private final FutureTask<Detector> opening;
  private boolean left;

  /** How a model is opened. */
  @FunctionalInterface
  interface Opening {
    /**
     * @param known is called as soon as it is known that the model can be used
     */
    Detector open(Runnable known) throws Exception;
  }

  OpeningDetector(ServiceSettings settings) {
    this(known -> PipelineBeans.open(settings.eigencam(), known));
  }

  OpeningDetector(Opening how) {
    this.opening =
        new FutureTask<>(() -> how.open(known::countDown)) {
          @Override
          protected void done() {
            known.countDown();
          }
        };
    Thread thread = new Thread(opening, "model");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Waits until it is known that the model can be used, which may be before it is loaded.
   *
   * @throws ModelRejected if it cannot be used; the message says why
   */
  void awaitKnown() throws ModelRejected, IOException, InterruptedException {
    known.await();
    if (opening.isDone()) {
      call();
    }
  }

  /** Waits for the model. */
  @Override
  public Detector call() throws ModelRejected, IOException, InterruptedException {
    try {
      return opening.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof ModelRejected rejected) {
        throw rejected;
      }
      if (cause instanceof Error serious) {
        throw serious;
      }
      if (cause instanceof IOException unusable) {
        throw unusable;
      }
      throw new IOException("the model cannot be loaded: " + cause.getMessage(), cause);
    }
  }

  /**
   * Leaves the model to the application that is started next.
   *
   * @param loaded is shown the model when the application takes it
   */
  void leave(UnaryOperator<Detector> loaded) {
    DetectorHandover.leave(() -> loaded.apply(call()));
    left = true;
  }

  /**
   * Waits for a model that nobody has taken, and closes it: a JVM that ends while TensorFlow loads
   * may crash.
   */
  @Override
  public void close() {
    if (left && DetectorHandover.take() == null) {
      return; // the application has taken it, and closes it
    }
    try {
      opening.get().close();
    } catch (ExecutionException e) {
      LOG.debug("There is no model to close", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
