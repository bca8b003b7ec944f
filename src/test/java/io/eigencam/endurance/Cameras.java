package io.eigencam.endurance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eigencam.camera.MicroscopeSource;
import io.eigencam.camera.microscope.Look;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.DoubleSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Two cameras, each on a partition of its own, that send pictures of the built-in microscope. */
final class Cameras implements AutoCloseable {
  static final int COUNT = 2;

  private static final int PICTURES = 24;

  private final KafkaProducer<String, byte[]> producer;
  private final String topic;
  private final List<byte[]> pictures = new ArrayList<>();
  private final AtomicIntegerArray numbers = new AtomicIntegerArray(COUNT);
  private final AtomicInteger failed = new AtomicInteger();

  Cameras(StandaloneKafka kafka, Topics topics) throws IOException {
    this.producer = kafka.producer();
    this.topic = topics.cameraFrames().name();
    try (MicroscopeSource source = new MicroscopeSource(3, Look.ORDINARY, 5)) {
      for (int i = 0; i < PICTURES; i++) {
        pictures.add(source.next().bytes());
      }
    }
  }

  /** Sends a camera's next frame, taken now. */
  void send(int camera) {
    int number = numbers.getAndIncrement(camera);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topic, camera, name(camera), pictures.get((number + camera) % PICTURES));
    record
        .headers()
        .add("frame-sequence", Integer.toString(number).getBytes(StandardCharsets.UTF_8));
    producer.send(
        record,
        (metadata, failure) -> {
          if (failure != null) {
            failed.incrementAndGet();
          }
        });
  }

  /** The next frame of the camera of that name. */
  void sendAfter(String camera) {
    send(Integer.parseInt(camera.substring(camera.indexOf('-') + 1)));
  }

  /**
   * Sends by the clock, in turn, whether or not anybody keeps up.
   *
   * @param perSecond frames of all cameras together; asked before each
   */
  void sendSteadily(DoubleSupplier perSecond, Duration duration) throws InterruptedException {
    long start = System.nanoTime();
    long due = start;
    for (int frame = 0; due - start < duration.toNanos(); frame++) {
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime()); // as cameras do
      send(frame % COUNT);
      due += (long) (1e9 / perSecond.getAsDouble());
    }
    producer.flush();
  }

  /** Frames sent so far; all of them are on the topic. */
  int sent() {
    producer.flush();
    assertEquals(0, failed.get(), "frames that the broker did not take");
    int sum = 0;
    for (int camera = 0; camera < COUNT; camera++) {
      sum += numbers.get(camera);
    }
    return sum;
  }

  private static String name(int camera) {
    return "camera-" + camera;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }
}
