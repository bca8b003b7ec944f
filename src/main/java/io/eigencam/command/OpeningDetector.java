package io.eigencam.command;

import io.eigencam.infer.Detector;
import io.eigencam.model.ModelRejected;
import io.eigencam.pipeline.PipelineBeans;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Loads the model in a thread of its own, while other things are started. */
final class OpeningDetector implements Callable<Detector> {
  private final CountDownLatch known = new CountDownLatch(1);
  private final FutureTask<Detector> opening;

  OpeningDetector(ServiceSettings settings) {
    this.opening =
        new FutureTask<>(() -> PipelineBeans.open(settings.eigencam(), known::countDown)) {
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
}
