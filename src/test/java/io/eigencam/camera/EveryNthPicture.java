package io.eigencam.camera;

import io.eigencam.frame.PictureFormat;
import io.eigencam.shared.SharedData;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.jspecify.annotations.Nullable;

/**
 * The first picture of a video and every n-th behind it, as {@link VideoFile} gives them. Those
 * between are not made into JPEG, which is most of the work.
 */
public final class EveryNthPicture implements FrameSource {
  private final FFmpegFrameGrabber grabber;
  private final Java2DFrameConverter converter = new Java2DFrameConverter();
  private final JpegEncoder encoder = new JpegEncoder();
  private final int n;
  private boolean begun;

  /**
   * @param title of a video of the shared data
   */
  public EveryNthPicture(String title, int n) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_FATAL);
    this.grabber = new FFmpegFrameGrabber(SharedData.path("data/video/" + title + ".mp4").toFile());
    this.n = n;
    grabber.start();
  }

  @Override
  public @Nullable SourcePicture next() throws IOException {
    for (int skipped = 1; begun && skipped < n; skipped++) {
      if (grabber.grabImage() == null) {
        return null;
      }
    }
    begun = true;
    Frame frame = grabber.grabImage();
    if (frame == null) {
      return null;
    }
    return new SourcePicture(
        Duration.of(frame.timestamp, ChronoUnit.MICROS),
        PictureFormat.JPEG,
        encoder.encode(converter.convert(frame)));
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.empty();
  }

  @Override
  public void close() throws IOException {
    encoder.close();
    converter.close();
    grabber.close();
  }
}
