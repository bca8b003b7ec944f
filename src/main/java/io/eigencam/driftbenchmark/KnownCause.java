package io.eigencam.driftbenchmark;

import io.eigencam.corruption.Corruption;
import java.util.Optional;

/** What an alert should say that a fault looks like. */
public final class KnownCause {
  private KnownCause() {}

  /** The cause's name; empty where alerts know no such cause. */
  public static Optional<String> of(Corruption corruption) {
    return Optional.ofNullable(
        switch (corruption) {
          case DEFOCUS -> "out of focus";
          case DIRT -> "dirt on the lens";
          case RAIN_DROPS -> "rain drops on the lens";
          case MOVED -> "camera moved";
          case DARK -> "too dark";
          case MONO -> "switched to infrared, noisy";
          case JPEG -> "strong compression";
          case NOISE -> "sensor noise";
          case HAZE -> "haze or a fogged lens";
          case PATCH -> "a foreign pattern in view";
          case MOTION_BLUR, BRIGHTNESS, CONTRAST, PIXELATE, GAIN, SHAKE, RECOMPRESSED -> null;
        });
  }
}
