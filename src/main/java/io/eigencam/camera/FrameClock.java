package io.eigencam.camera;

import java.time.Duration;
import java.time.Instant;

/** Decides when a picture is due and what its capture time is. */
public interface FrameClock {

  /**
   * Waits until the picture at this position of its source is due.
   *
   * @return its capture time
   */
  Instant await(Duration position) throws InterruptedException;
}
