package io.eigencam.pipeline;

import io.eigencam.infer.Detector;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The door for a detector that a command opens before it starts the application: so a model that
 * cannot be used ends the command before anything else runs, and loads while other things start.
 * Who takes the detector owns it. Static, because the application makes its own objects and takes
 * none.
 */
public final class DetectorHandover {
  private static final AtomicReference<@Nullable Callable<Detector>> OPENING =
      new AtomicReference<>();

  private DetectorHandover() {}

  /**
   * Leaves a detector for the application that is started next.
   *
   * @param opening waits for it
   */
  public static void leave(Callable<Detector> opening) {
    if (!OPENING.compareAndSet(null, opening)) {
      throw new IllegalStateException("a detector was left before and never taken");
    }
  }

  /** Null when none was left, or it has been taken. */
  public static @Nullable Callable<Detector> take() {
    return OPENING.getAndSet(null);
  }
}
