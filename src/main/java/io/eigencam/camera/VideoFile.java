package io.eigencam.camera;

import io.eigencam.frame.PictureFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a video file, decoded by FFmpeg and encoded again as single JPEG pictures of the
 * video's size. Positions are the file's own time stamps, or those of a fixed rate: then the
 * picture shown at each tick is taken, so that pictures are left out or repeated and the video
 * keeps its speed.
 */
public final class VideoFile implements FrameSource {
  private static final double MICROS_PER_SECOND = 1e6;
  private static final double QUARTER_DEGREES = 90;

  private final Path file;
  private final OptionalDouble resampledTo;
  private final FFmpegFrameGrabber grabber;
  private final Java2DFrameConverter converter = new Java2DFrameConverter();
  private final JpegEncoder encoder = new JpegEncoder();
  private final double ownRate;
  private final int quarterTurns; // phones film sideways and write down how to hold the picture

  private boolean started;
  private long firstMicros;
  private long lastMicros = -1;
  private long ticks;
  private @Nullable Frame ahead; // decoded, not shown yet; valid until the next one is decoded
  private long aheadMicros;
  private @Nullable BufferedImage shown;
  private byte @Nullable [] encoded; // of the picture shown

  private VideoFile(Path file, OptionalDouble resampledTo, FFmpegFrameGrabber grabber) {
    this.file = file;
    this.resampledTo = resampledTo;
    this.grabber = grabber;
    double rate = grabber.getVideoFrameRate();
    this.quarterTurns = (int) Math.round(grabber.getDisplayRotation() / QUARTER_DEGREES);
    this.ownRate = rate > 0 && rate < 1000 ? rate : 25;
  }

  /**
   * Opens a video at its beginning.
   *
   * @param resampledTo pictures per second; empty for every picture of the file
   * @throws IOException when FFmpeg cannot read the file or it holds no video
   */
  public static VideoFile open(Path file, OptionalDouble resampledTo) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_FATAL); // what is wrong, the exception says
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toAbsolutePath().toString());
    // A play list inside the file must not make us fetch anything.
    grabber.setOption("protocol_whitelist", "file");
    try {
      grabber.start();
      if (!grabber.hasVideo()) {
        throw new IOException(file + " holds no video.");
      }
      return new VideoFile(file, resampledTo, grabber);
    } catch (FrameGrabber.Exception e) {
      grabber.close();
      throw new IOException(
          file
              + " is not a video that FFmpeg can read: it is damaged, cut off or another kind of"
              + " file.",
          e);
    } catch (IOException e) {
      grabber.close();
      throw e;
    }
  }

  @Override
  public @Nullable SourcePicture next() throws IOException {
    return resampledTo.isPresent() ? nextTick(resampledTo.getAsDouble()) : nextDecoded();
  }

  private @Nullable SourcePicture nextDecoded() throws IOException {
    Frame frame = decode();
    if (frame == null) {
      return null;
    }
    return picture(lastMicros, encoder.encode(upright(frame)));
  }

  private @Nullable SourcePicture nextTick(double rate) throws IOException {
    long due = Math.round(ticks * MICROS_PER_SECOND / rate);
    if (ticks == 0) {
      lookAhead();
    }
    while (ahead != null && aheadMicros <= due) {
      shown = upright(ahead);
      encoded = null;
      lookAhead();
    }
    long end = lastMicros + Math.round(MICROS_PER_SECOND / ownRate);
    if (shown == null || (ahead == null && due >= end)) {
      return null;
    }
    if (encoded == null) {
      encoded = encoder.encode(shown);
    }
    ticks++;
    return picture(due, encoded);
  }

  private BufferedImage upright(Frame frame) {
    return Upright.turn(converter.convert(frame), quarterTurns);
  }

  private void lookAhead() throws IOException {
    ahead = decode();
    aheadMicros = lastMicros;
  }

  private @Nullable Frame decode() throws IOException {
    Frame frame;
    try {
      frame = grabber.grabImage();
    } catch (FrameGrabber.Exception e) {
      throw new IOException(file + " cannot be decoded any further: " + e.getMessage(), e);
    }
    if (frame == null) {
      if (!started) {
        throw new IOException(file + " holds no picture that can be decoded.");
      }
      return null;
    }
    long micros = frame.timestamp;
    if (!started) {
      started = true;
      firstMicros = micros;
    }
    long sinceFirst = micros - firstMicros;
    // Time stamps that stand still or go back are found in the wild; the rate says more then.
    lastMicros =
        sinceFirst > lastMicros ? sinceFirst : lastMicros + Math.round(MICROS_PER_SECOND / ownRate);
    return frame;
  }

  private static SourcePicture picture(long micros, byte[] jpeg) {
    return new SourcePicture(Duration.of(micros, ChronoUnit.MICROS), PictureFormat.JPEG, jpeg);
  }

  /** As the file's header says; damaged files may hold fewer. */
  @Override
  public OptionalLong length() {
    double seconds = grabber.getLengthInTime() / MICROS_PER_SECOND;
    double rate = resampledTo.orElse(ownRate);
    long pictures = Math.round(seconds * rate);
    return pictures > 0 ? OptionalLong.of(pictures) : OptionalLong.empty();
  }

  @Override
  public void close() throws IOException {
    encoder.close();
    converter.close();
    try {
      grabber.close();
    } catch (FrameGrabber.Exception e) {
      throw new IOException(file + " cannot be closed: " + e.getMessage(), e);
    }
  }
}
