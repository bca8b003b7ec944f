package io.eigencam.camera;

import io.eigencam.camera.microscope.Look;
import io.eigencam.log.LogFields;
import io.eigencam.topic.Topic;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Built-in microscope cameras, each a thread of this program that publishes a smear of its own in
 * real time: {@code microscope-1}, {@code microscope-2}, ... What goes wrong is logged and tried
 * again, as a camera would.
 */
public final class MicroscopeCameras implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(MicroscopeCameras.class);
  private static final long JOIN_MILLIS = 5_000;
  private static final long RETRY_SECONDS = 1;
  private static final long FIRST_SEED = 42;

  /** Different slides, stains and lamps, so that cameras can be told apart at a glance. */
  private static final List<Look> LOOKS =
      List.of(
          Look.ORDINARY,
          new Look(0.75, 1.2, 1.1, 0.97, 0.9, 1),
          new Look(1.2, 0.85, 0.9, 1.03, -0.8, 1.2),
          new Look(0.9, 1.1, 1.2, 0.94, 0.2, 1.4));

  private final FramePublisher publisher;
  private final List<Camera> cameras = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closing;

  /**
   * Starts the cameras.
   *
   * @param bootstrapServers Kafka's addresses
   * @param topic the frames topic
   * @param count how many cameras
   * @param framesPerSecond of each camera
   */
  public MicroscopeCameras(
      String bootstrapServers, Topic<String, byte[]> topic, int count, double framesPerSecond) {
    if (count < 0 || !(framesPerSecond > 0)) {
      throw new IllegalArgumentException(
          "Microscope cameras: count must not be negative ("
              + count
              + ") and frames per second must be positive ("
              + framesPerSecond
              + ").");
    }
    this.publisher = new FramePublisher(Map.of("bootstrap.servers", bootstrapServers), topic);
    for (int number = 1; number <= count; number++) {
      CameraId id = new CameraId("microscope-" + number);
      MicroscopeSource source =
          new MicroscopeSource(
              FIRST_SEED + number - 1, LOOKS.get((number - 1) % LOOKS.size()), framesPerSecond);
      Camera camera =
          new Camera(id, source, new RealTimeClock(), publisher, Clock.systemUTC().instant());
      cameras.add(camera);
      Thread thread = new Thread(() -> run(id, camera), id.text());
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  private void run(CameraId id, Camera camera) {
    try {
      while (!closing) {
        try {
          camera.run(Long.MAX_VALUE, frames -> {});
        } catch (IOException e) {
          if (closing) {
            return; // sending was interrupted, as it should be
          }
          try (LogFields fields =
              LogFields.with("camera", id).andIfKnown("cause", e.getMessage())) {
            LOG.warn("A camera lost a frame and goes on");
          }
          TimeUnit.SECONDS.sleep(RETRY_SECONDS);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("A camera was interrupted while closing", e);
    }
  }

  /** Frames that the brokers have acknowledged, of all cameras together. */
  public long published() {
    return publisher.published();
  }

  /** Stops all cameras and delivers what they have taken. */
  @Override
  public void close() {
    closing = true;
    cameras.forEach(Camera::stop);
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        thread.join(JOIN_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    publisher.close();
  }
}
