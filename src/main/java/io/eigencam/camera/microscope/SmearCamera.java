package io.eigencam.camera.microscope;

/**
 * A microscope camera over an endless, procedurally generated blood smear. The stage pans slowly
 * and never comes back to the same spot; the same (seed, index) always gives the same picture. Not
 * thread-safe: it reuses its buffers.
 */
public final class SmearCamera {
  private final DyeLayers layers;
  private final Slide slide;
  private final Sensor sensor;

  /** 640 x 480 pixels, ordinary look. */
  public SmearCamera(long seed) {
    this(seed, 640, 480, Look.ORDINARY);
  }

  public SmearCamera(long seed, int width, int height, Look look) {
    layers = new DyeLayers(width, height);
    slide = new Slide(seed, look.crowding(), layers);
    sensor = new Sensor(seed, width, height, look);
  }

  /** The picture the camera takes at this index while the stage pans. */
  public SmearPicture picture(long index) {
    double x = 4.0 * index + 60 * Math.sin(index / 97.0);
    double y = 1.5 * index + 90 * Math.sin(index / 151.0);
    return pictureAt(x, y, index);
  }

  /**
   * The picture with its upper left corner at a place of the slide; {@code noiseSeed} varies the
   * sensor noise.
   */
  public SmearPicture pictureAt(double x, double y, long noiseSeed) {
    layers.clear();
    var labels = slide.draw(x, y);
    return new SmearPicture(sensor.develop(layers, x, y, noiseSeed), labels);
  }
}
