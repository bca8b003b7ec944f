package io.eigencam.pipeline;

import io.eigencam.infer.Detector;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The door for a detector that a command opened before it started the application: so a model that
 * cannot be used ends the command before anything else runs, and loads while Kafka starts. Who
 * takes the detector owns it. Static, because the application makes its own objects and takes none.
 */
public final class DetectorHandover {
  private static final AtomicReference<@Nullable Detector> OPENED = new AtomicReference<>();

  private DetectorHandover() {}

  /** Leaves a detector for the application that is started next. */
  public static void leave(Detector detector) {
    if (!OPENED.compareAndSet(null, detector)) {
      throw new IllegalStateException("a detector was left before and never taken");
    }
  }

  /** Null when none was left, or it has been taken. */
  public static @Nullable Detector take() {
    return OPENED.getAndSet(null);
  }
}
