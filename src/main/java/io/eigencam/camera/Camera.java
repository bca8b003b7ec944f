package io.eigencam.camera;

import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * One camera: takes pictures from a source when the clock says so, numbers them and publishes them.
 * Used by one thread; {@link #stop} may come from another.
 */
public final class Camera {
  private static final int RADIX = 36;

  private final CameraId id;
  private final FrameSource source;
  private final FrameClock clock;
  private final FramePublisher publisher;
  private final String run;
  private long sequence;
  private volatile boolean stopped;

  /**
   * @param startTime distinguishes the frames of this run from those of another run of the same
   *     camera, whose numbers also begin at 0
   */
  public Camera(
      CameraId id,
      FrameSource source,
      FrameClock clock,
      FramePublisher publisher,
      Instant startTime) {
    this.id = Objects.requireNonNull(id, "id");
    this.source = Objects.requireNonNull(source, "source");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.publisher = Objects.requireNonNull(publisher, "publisher");
    this.run = Long.toString(startTime.toEpochMilli(), RADIX);
  }

  /**
   * Publishes until the source ends, the limit is reached, or somebody says stop.
   *
   * @param limit frames at most
   * @param progress is told after each frame how many there were
   * @return number of frames handed to Kafka
   */
  public long run(long limit, LongConsumer progress) throws IOException, InterruptedException {
    long frames = 0;
    while (frames < limit && !stopped) {
      SourcePicture picture = source.next();
      if (picture == null) {
        break;
      }
      Instant captureTime = clock.await(picture.position());
      if (stopped) {
        break;
      }
      // Counted even when it is lost below: a gap in the numbers tells that a frame is missing.
      long number = sequence++;
      publisher.publish(
          id,
          new CapturedFrame(
              number,
              id + "/" + run + "/" + number,
              captureTime,
              picture.format(),
              picture.bytes()));
      frames++;
      progress.accept(frames);
    }
    return frames;
  }

  /** Ends {@link #run} after the frame that it is at. */
  public void stop() {
    stopped = true;
  }
}
