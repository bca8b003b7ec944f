package io.eigencam.camera.microscope;

import java.awt.image.BufferedImage;
import java.util.Map;

/**
 * Faults as effects on a picture. Every fault has a severity from 0 (no effect) to 1 (bad); several
 * can act at once. The seed fixes what stays the same during a run: where the dirt sits, how the
 * condensation is spread, which way the camera slipped.
 */
public final class SmearFaults {
  private final long seed;

  public SmearFaults(long seed) {
    this.seed = seed;
  }

  /** A changed copy of the picture, or the picture itself when nothing is wrong. */
  public BufferedImage apply(BufferedImage frame, Map<Fault, Double> severities, long frameIndex) {
    if (severities.values().stream().allMatch(severity -> severity <= 0)) {
      return frame;
    }
    ColorPlanes picture = new ColorPlanes(frame);
    for (Fault fault : Fault.values()) {
      double severity = severities.getOrDefault(fault, 0.0);
      if (severity > 0) {
        fault.apply(picture, Math.min(1, severity), seed, frameIndex);
      }
    }
    return picture.toImage();
  }
}
