package io.eigencam.drift;

import java.util.Locale;

/**
 * One of the {@link PictureFigures}. Attention raises an alert; these help to name its cause, and
 * are a plain monitor to compare with.
 */
public enum PixelStatistic {
  /** Mean luma, 0..255. */
  LUMA(1),
  /** Standard deviation of the luma, 0..128. */
  CONTRAST(0.5),
  /** ln of the variance of the luma's Laplacian. */
  SHARPNESS(0.05);

  private final double scaleFloor;

  PixelStatistic(double scaleFloor) {
    this.scaleFloor = scaleFloor;
  }

  double of(PictureFigures picture) {
    return switch (this) {
      case LUMA -> picture.luma();
      case CONTRAST -> picture.contrast();
      case SHARPNESS -> picture.sharpness();
    };
  }

  /** Least scale of the figure, in its own unit. */
  public double scaleFloor() {
    return scaleFloor;
  }

  /** As messages, metrics and logs name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
