package io.eigencam.pipeline;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.infer.Detector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long the model has been at the frames that it is at. It is native code: nothing here can end
 * a call that hangs, but others must be told. Safe for use by many threads.
 */
public final class ModelCalls {
  private final Map<Thread, Long> startNanos = new ConcurrentHashMap<>();

  /** Zero while there is no call. */
  public Duration longestRunning() {
    long now = System.nanoTime();
    return Duration.ofNanos(
        startNanos.values().stream().mapToLong(start -> now - start).max().orElse(0));
  }

  /** The same detector, watched. */
  public Detector watch(Detector detector) {
    return new Watched(detector);
  }

  private final class Watched implements Detector {
    private final Detector detector;

    Watched(Detector detector) {
      this.detector = detector;
    }

    @Override
    public Inference infer(EncodedPicture picture) throws FrameRejected {
      startNanos.put(Thread.currentThread(), System.nanoTime());
      try {
        return detector.infer(picture);
      } finally {
        startNanos.remove(Thread.currentThread());
      }
    }

    @Override
    public ModelIdentity model() {
      return detector.model();
    }

    @Override
    public List<String> classNames() {
      return detector.classNames();
    }

    @Override
    public void close() {
      detector.close();
    }
  }
}
