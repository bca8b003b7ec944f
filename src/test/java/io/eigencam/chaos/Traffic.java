package io.eigencam.chaos;

import io.eigencam.topic.EventHeaders;
import io.eigencam.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Cameras that send at their rate whatever happens to the broker (open loop). What the broker does
 * not take waits in the producer, in order; nothing is given up while a run lasts.
 */
final class Traffic implements AutoCloseable {
  /** Names of cameras all of whose frames are analysed, and of those whose late ones are shed. */
  static final String ALL = "all-";

  static final String NEWEST = "newest-";

  private static final double POISON = 0.05;
  private static final long TICK_MILLIS = 20;
  private static final long MINUTES_15 = TimeUnit.MINUTES.toMillis(15);

  private final Topics topics;
  private final int partitions;
  private final KafkaProducer<String, byte[]> producer;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final List<Camera> cameras = new ArrayList<>();
  private final CameraFrames frames;
  private final Random random;
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile double newestRate;

  private final class Camera {
    final String name;
    final int partition;
    final AtomicLong acknowledged = new AtomicLong();
    long poison;
    long sent;
    double due;
    boolean silent;

    Camera(String name, int partition) {
      this.name = name;
      this.partition = partition;
    }
  }

  Traffic(Cluster cluster, int partitions, Random random) {
    this.topics = cluster.topics;
    this.partitions = partitions;
    this.random = random;
    this.frames = new CameraFrames(random);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "acks",
                "all",
                "enable.idempotence",
                true,
                "max.in.flight.requests.per.connection",
                1,
                "linger.ms",
                0,
                "request.timeout.ms",
                5_000,
                "max.block.ms",
                MINUTES_15,
                "delivery.timeout.ms",
                (int) MINUTES_15,
                "buffer.memory",
                256L * 1024 * 1024,
                "reconnect.backoff.max.ms",
                500),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Adds a camera, which sends from now on; its number chooses its partition. */
  synchronized void add(String kind, int number) {
    cameras.add(new Camera(kind + number, number % partitions));
  }

  /** Lets a camera fall silent. */
  synchronized void silence(String camera) {
    cameras.stream().filter(one -> one.name.equals(camera)).forEach(one -> one.silent = true);
  }

  /** Frames per second of each camera of which late frames may be left out. */
  void newestRate(double framesPerSecond) {
    newestRate = framesPerSecond;
  }

  /**
   * Sends so many frames of each camera all of whose frames are analysed, at once.
   *
   * @return how many that were
   */
  synchronized long burst(int framesPerCamera) {
    List<Camera> all = cameras.stream().filter(one -> one.name.startsWith(ALL)).toList();
    for (int frame = 0; frame < framesPerCamera; frame++) {
      all.forEach(this::send);
    }
    producer.flush();
    return (long) framesPerCamera * all.size();
  }

  void start(double allRate) {
    clock.scheduleAtFixedRate(() -> tick(allRate), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void tick(double allRate) {
    try {
      for (Camera camera : cameras) {
        double rate = camera.silent ? 0 : camera.name.startsWith(ALL) ? allRate : newestRate;
        camera.due += rate * TICK_MILLIS / 1000;
        for (; camera.due >= 1; camera.due--) {
          send(camera);
        }
      }
    } catch (RuntimeException e) {
      failures.add("the publisher failed: " + e);
      throw e;
    }
  }

  private void send(Camera camera) {
    Instant now = Instant.now();
    long number = camera.sent++;
    boolean bad = random.nextDouble() < POISON;
    if (bad) {
      camera.poison++;
    }
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            topics.cameraFrames().name(),
            camera.partition,
            now.toEpochMilli(),
            camera.name,
            bad ? frames.poison(random) : frames.good(random));
    new EventHeaders(
            camera.name + "-" + number,
            EventHeaders.cameraSource(camera.name),
            EventHeaders.type("CameraFrame"),
            now,
            "image/jpeg",
            number,
            null)
        .writeTo(record.headers());
    producer.send(
        record,
        (metadata, failure) -> {
          if (failure == null) {
            camera.acknowledged.incrementAndGet();
          } else {
            failures.add("frame %d of %s: %s".formatted(number, camera.name, failure));
          }
        });
  }

  /** Stops sending, and waits until the broker has everything. */
  void finish() throws InterruptedException {
    clock.shutdown();
    if (!clock.awaitTermination(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the publisher does not stop");
    }
    producer.flush();
    for (Camera camera : cameras) {
      if (camera.acknowledged.get() != camera.sent) {
        failures.add(
            "%d frames of %s of %d were acknowledged"
                .formatted(camera.acknowledged.get(), camera.name, camera.sent));
      }
    }
  }

  /** Frames by camera; all acknowledged once it has finished without failures. */
  synchronized Map<String, Long> sent() {
    Map<String, Long> sent = new TreeMap<>();
    cameras.forEach(camera -> sent.merge(camera.name, camera.sent, Long::sum));
    return sent;
  }

  /** How many of them are no pictures. */
  synchronized long poison() {
    return cameras.stream().mapToLong(camera -> camera.poison).sum();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close(java.time.Duration.ZERO);
  }
}
