package io.eigencam.camera.microscope;

import java.util.Random;

/**
 * What can go wrong between a slide and its picture, in the order in which light meets it: slide,
 * optics, sensor.
 */
public enum Fault {
  /** A bad batch of stain: pink turns greyish blue, violet fades. */
  STAIN_SHIFT {
    @Override
    void apply(ColorPlanes picture, double severity, long seed, long frameIndex) {
      FaultEffects.shiftStain(picture, severity);
    }
  },
  /** The stage has left the focal plane. */
  DEFOCUS {
    @Override
    void apply(ColorPlanes picture, double severity, long seed, long frameIndex) {
      FaultEffects.blur(picture, 8.0 * severity);
    }
  },
  /** Soft dark blobs: dust or oil on a lens. They stay in place while the slide moves. */
  DIRT {
    @Override
    void apply(ColorPlanes picture, double severity, long seed, long frameIndex) {
      FaultEffects.soil(picture, severity, new Random(seed + 1));
    }
  },
  /** A bright, uneven veil over a slightly blurred picture. */
  CONDENSATION {
    @Override
    void apply(ColorPlanes picture, double severity, long seed, long frameIndex) {
      FaultEffects.blur(picture, 2.5 * severity);
      FaultEffects.veil(picture, severity, new Random(seed + 2));
    }
  },
  /**
   * The camera has slipped in its mount: the picture is off centre and the field stop shows, black.
   */
  CAMERA_SHIFT {
    @Override
    void apply(ColorPlanes picture, double severity, long seed, long frameIndex) {
      FaultEffects.slip(picture, severity, new Random(seed + 3));
    }
  },
  /** A failing lamp: darker and yellower. */
  DIM_LIGHT {
    @Override
    void apply(ColorPlanes picture, double severity, long seed, long frameIndex) {
      FaultEffects.dim(picture, severity);
    }
  },
  /** A hot or underexposed sensor. */
  SENSOR_NOISE {
    @Override
    void apply(ColorPlanes picture, double severity, long seed, long frameIndex) {
      FaultEffects.addNoise(picture, severity, new Random(seed * 31 + frameIndex));
    }
  };

  abstract void apply(ColorPlanes picture, double severity, long seed, long frameIndex);
}
