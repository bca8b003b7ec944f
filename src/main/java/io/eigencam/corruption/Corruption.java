package io.eigencam.corruption;

import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A fault of a camera, or a change that a monitor should bear, as a change of its pictures, in five
 * severities.
 *
 * <p>Blur, noise, brightness, contrast, pixels and JPEG with their parameters are those of
 * imagecorruptions (C. Michaelis et al., "Benchmarking robustness in object detection", arXiv
 * 1907.07484), which takes them from D. Hendrycks and T. Dietterich, "Benchmarking neural network
 * robustness to common corruptions and perturbations", ICLR 2019. The others are faults of fixed
 * cameras, and their parameters are this program's own.
 */
public enum Corruption {
  /** Out of focus: a disc of 3, 4, 6, 8, 10 pixels. */
  DEFOCUS(Nature.FAULT) {
    @Override
    void change(RgbPlanes picture, int severity, Dice dice) {
      DiscBlur.apply(picture, severity);
    }
  },
  /** A smear to one side. */
  MOTION_BLUR(Nature.FAULT) {
    @Override
    void change(RgbPlanes picture, int severity, Dice dice) {
      MotionBlur.apply(picture, severity, dice.ofCamera().nextDouble());
    }
  },
  /** Too few bits: JPEG of quality 25, 18, 15, 10, 7. */
  JPEG(Nature.FAULT) {
    @Override
    void change(RgbPlanes picture, int severity, Dice dice) {
      JpegPicture.recompress(picture, pick(severity, 0.25, 0.18, 0.15, 0.10, 0.07));
    }
  },
  /** A hot sensor: standard deviation of 0.08 to 0.38 of the full range. */
  NOISE(Nature.FAULT) {
    @Override
    void change(RgbPlanes picture, int severity, Dice dice) {
      double deviation = 255 * pick(severity, 0.08, 0.12, 0.18, 0.26, 0.38);
      new GaussianNoise(dice.ofFrame()).addTo(picture, deviation);
    }
  },
  /** Overexposed: 0.1 to 0.5 of the full range added to the value of HSV. */
  BRIGHTNESS(Nature.FAULT) {
    @Override
    void change(RgbPlanes picture, int severity, Dice dice) {
      Tones.brighten(picture, 255 * pick(severity, 0.1, 0.2, 0.3, 0.4, 0.5));
    }
  },
  /** Every colour drawn to its mean, up to 0.05 of its distance. */
  CONTRAST(Nature.FAULT) {
    @Override
    void change(RgbPlanes picture, int severity, Dice dice) {
      Tones.flatten(picture, pick(severity, 0.4, 0.3, 0.2, 0.1, 0.05));
    }
  },
  /** Too few pixels: 0.6 to 0.25 of width and height, enlarged again. */
  PIXELATE(Nature.FAULT) {
    @Override
    void change(RgbPlanes picture, int severity, Dice dice) {
      Pixels.coarsen(picture, pick(severity, 0.6, 0.5, 0.4, 0.3, 0.25));
    }
  },
  /** The light went out: 0.7 to 0.12 of it is left, and the sensor's noise with it. */
  DARK(Nature.FAULT) {
    @Override
    void change(RgbPlanes picture, int severity, Dice dice) {
      Tones.gain(picture, pick(severity, 0.7, 0.5, 0.35, 0.22, 0.12));
      new GaussianNoise(dice.ofFrame()).addTo(picture, 1.5 + severity);
    }
  },
  /** Infrared by night, or a stuck filter: no colour, lifted shadows, noise. */
  MONO(Nature.FAULT) {
    @Override
    void change(RgbPlanes picture, int severity, Dice dice) {
      Tones.monochrome(picture, pick(severity, 1, 0.9, 0.8, 0.7, 0.6));
      new GaussianNoise(dice.ofFrame()).addGrayTo(picture, pick(severity, 1, 4, 8, 12, 18));
    }
  },
  /** Fog, or a clouded dome: 0.2 to 0.8 of a bright gray. */
  HAZE(Nature.FAULT) {
    @Override
    void change(RgbPlanes picture, int severity, Dice dice) {
      Tones.veil(picture, 215, pick(severity, 0.2, 0.35, 0.5, 0.65, 0.8));
    }
  },
  /** A blob on the lens that covers about 2, 5, 10, 20, 35 % of the picture. */
  DIRT(Nature.LOCAL_FAULT) {
    @Override
    PixelRegion cover(RgbPlanes picture, int severity, Dice dice) {
      return Obstructions.dirt(picture, pick(severity, 2, 5, 10, 20, 35) / 100, dice.ofCamera());
    }
  },
  /** 4 to 32 drops on the lens, through which everything is blurred. */
  RAIN_DROPS(Nature.LOCAL_FAULT) {
    @Override
    PixelRegion cover(RgbPlanes picture, int severity, Dice dice) {
      return Obstructions.drops(picture, (int) pick(severity, 4, 8, 14, 22, 32), dice.ofCamera());
    }
  },
  /** Pushed: shifted by up to a third of the picture, and rolled by up to 12 degrees. */
  MOVED(Nature.FAULT) {
    @Override
    void change(RgbPlanes picture, int severity, Dice dice) {
      Random random = dice.ofCamera();
      double right = pick(severity, 0.02, 0.05, 0.10, 0.20, 0.35) * side(random);
      double down = pick(severity, 0.01, 0.03, 0.05, 0.10, 0.15) * side(random);
      double degrees = pick(severity, 1, 2, 4, 7, 12) * side(random);
      Displacement.apply(picture, right * picture.width(), down * picture.height(), degrees);
    }
  },
  /** A printed square of 12x12 random colours on 0.5, 1, 2, 5, 10 % of the picture. */
  PATCH(Nature.LOCAL_FAULT) {
    @Override
    PixelRegion cover(RgbPlanes picture, int severity, Dice dice) {
      return Obstructions.patch(picture, pick(severity, 0.5, 1, 2, 5, 10) / 100, dice.ofCamera());
    }
  },
  /** Light that comes and goes slowly, by 3, 5, 7, 9, 12 %. */
  GAIN(Nature.BENIGN) {
    @Override
    void change(RgbPlanes picture, int severity, Dice dice) {
      double swing = pick(severity, 0.03, 0.05, 0.07, 0.09, 0.12);
      double phase = dice.frame() / FRAMES_PER_SWING + dice.ofCamera().nextDouble();
      Tones.gain(picture, 1 + swing * Math.sin(2 * Math.PI * phase));
    }
  },
  /** A mast in the wind: up to 0.5, 1, 1.5, 2, 3 pixels in any direction, from frame to frame. */
  SHAKE(Nature.BENIGN) {
    @Override
    void change(RgbPlanes picture, int severity, Dice dice) {
      double reach = pick(severity, 0.5, 1, 1.5, 2, 3);
      Random random = dice.ofFrame();
      double right = reach * (2 * random.nextDouble() - 1);
      Displacement.apply(picture, right, reach * (2 * random.nextDouble() - 1), 0);
    }
  },
  /** Another encoder: JPEG of quality 80, 70, 60, 50, 40. */
  RECOMPRESSED(Nature.BENIGN) {
    @Override
    void change(RgbPlanes picture, int severity, Dice dice) {
      JpegPicture.recompress(picture, pick(severity, 0.8, 0.7, 0.6, 0.5, 0.4));
    }
  };

  /** Highest severity; the lowest is 1. */
  public static final int SEVERITIES = 5;

  private static final double FRAMES_PER_SWING = 240;

  /** What a change is, whatever it does to a detector. */
  public enum Nature {
    /** A fault all over the picture. */
    FAULT,
    /** A fault at a place that is known. */
    LOCAL_FAULT,
    /** What belongs to a camera's life: a monitor should bear it. */
    BENIGN
  }

  private final Nature nature;

  Corruption(Nature nature) {
    this.nature = nature;
  }

  /** What varies: with the camera, and from frame to frame. */
  record Dice(long seed, long frame) {
    /** The same for all frames: where dirt sits, which way a camera was pushed. */
    Random ofCamera() {
      return new Random(seed);
    }

    Random ofFrame() {
      return new Random(31 * seed + frame);
    }
  }

  public Nature nature() {
    return nature;
  }

  /** Whether it is at a place of the picture, which {@link Corrupted#region} tells. */
  public boolean isLocal() {
    return nature == Nature.LOCAL_FAULT;
  }

  /** Whether a monitor should bear it. */
  public boolean isBenign() {
    return nature == Nature.BENIGN;
  }

  /** As reports name it: "motion-blur". */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * A changed copy of a picture; the same for equal arguments.
   *
   * @param severity 1 to {@link #SEVERITIES}
   * @param seed fixes what stays the same during a fault, such as the place of a blob; blobs and
   *     drops of a higher severity lie over those of a lower one
   * @param frame number of the frame, for what varies from frame to frame
   */
  public Corrupted apply(BufferedImage picture, int severity, long seed, long frame) {
    if (severity < 1 || severity > SEVERITIES) {
      throw new IllegalArgumentException(
          "severity of %s must be 1 to %d, not %d".formatted(word(), SEVERITIES, severity));
    }
    RgbPlanes planes = RgbPlanes.of(picture);
    Dice dice = new Dice(31 * seed + name().hashCode(), frame);
    PixelRegion region = null;
    if (isLocal()) {
      region = cover(planes, severity, dice);
    } else {
      change(planes, severity, dice);
    }
    return new Corrupted(planes.toImage(), region);
  }

  /** Of what is all over the picture. */
  void change(RgbPlanes picture, int severity, Dice dice) {
    throw new IllegalStateException(word() + " is local");
  }

  /** Of what is at a place. */
  @Nullable PixelRegion cover(RgbPlanes picture, int severity, Dice dice) {
    throw new IllegalStateException(word() + " is all over the picture");
  }

  private static double pick(int severity, double... values) {
    return values[severity - 1];
  }

  private static int side(Random random) {
    return random.nextBoolean() ? 1 : -1;
  }
}
