package io.eigencam.pipeline;

import io.eigencam.camera.FrameClock;
import io.eigencam.camera.RealTimeClock;
import io.eigencam.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A camera that sends twice as many frames as can be analysed. How many that are is measured all
 * the time, since a machine with other work is now slower and now faster; between two measurements
 * frames are sent by the clock, whether or not anybody keeps up.
 */
final class DoubleLoad {
  private static final double FACTOR = 2;
  private static final long MEASURED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final KafkaProducer<String, byte[]> producer;
  private final Topics topics;
  private final List<byte[]> pictures;
  private final LongSupplier analyzed;

  /**
   * @param analyzed how many frames have been analysed so far
   */
  DoubleLoad(
      KafkaProducer<String, byte[]> producer,
      Topics topics,
      List<byte[]> pictures,
      LongSupplier analyzed) {
    this.producer = producer;
    this.topics = topics;
    this.pictures = pictures;
    this.analyzed = analyzed;
  }

  /**
   * Sends for that long.
   *
   * @param perSecond capacity to begin with
   * @return how many frames were sent
   */
  int send(String camera, double perSecond, Duration duration) throws InterruptedException {
    FrameClock clock = new RealTimeClock();
    Duration due = Duration.ZERO;
    long measured = System.nanoTime();
    long before = analyzed.getAsLong();
    double capacity = perSecond;
    int frames = 0;
    while (due.compareTo(duration) < 0) {
      clock.await(due); // as a camera does
      send(camera, frames++);
      long now = System.nanoTime();
      if (now - measured > MEASURED_NANOS) {
        long done = analyzed.getAsLong();
        capacity = Math.max(1, (done - before) * 1e9 / (now - measured));
        before = done;
        measured = now;
      }
      due = due.plusNanos((long) (1e9 / (FACTOR * capacity)));
    }
    producer.flush();
    return frames;
  }

  /** Sends one frame, taken now. */
  void send(String camera, int number) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topics.cameraFrames().name(), camera, pictures.get(number % pictures.size()));
    record
        .headers()
        .add("frame-sequence", Integer.toString(number).getBytes(StandardCharsets.UTF_8));
    producer.send(record);
  }
}
