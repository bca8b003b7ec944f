package io.eigencam.camera;

import io.eigencam.camera.microscope.Look;
import io.eigencam.camera.microscope.SmearCamera;
import io.eigencam.frame.PictureFormat;
import java.io.IOException;
import java.util.OptionalLong;

/** The built-in microscope as an endless source of JPEG pictures, 640 x 480. */
public final class MicroscopeSource implements FrameSource {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  private final SmearCamera camera;
  private final double framesPerSecond;
  private final JpegEncoder encoder = new JpegEncoder();
  private long index;

  /**
   * @param seed of the slide; the same seed gives the same pictures
   */
  public MicroscopeSource(long seed, Look look, double framesPerSecond) {
    this.camera = new SmearCamera(seed, WIDTH, HEIGHT, look);
    this.framesPerSecond = framesPerSecond;
  }

  @Override
  public SourcePicture next() throws IOException {
    byte[] jpeg = encoder.encode(camera.picture(index).image());
    SourcePicture picture =
        new SourcePicture(Positions.of(index, framesPerSecond), PictureFormat.JPEG, jpeg);
    index++;
    return picture;
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    encoder.close();
  }
}
