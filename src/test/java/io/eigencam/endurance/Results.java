package io.eigencam.endurance;

import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the results of a run as they become visible, in a thread of its own. */
final class Results implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<String, FrameAnalysis> consumer;
  private final long start = System.nanoTime();
  private final List<Result> seen = new ArrayList<>(); // guarded by this
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * A result.
   *
   * @param seconds when it was seen, since the reading began
   * @param ageMillis from the capture of the frame to its result
   * @param workMillis time in all steps
   */
  record Result(
      double seconds, String camera, FrameStatus status, double ageMillis, double workMillis) {}

  /**
   * @param each is told of every result, by the reading thread
   */
  Results(StandaloneKafka kafka, Topics topics, Consumer<Result> each) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            kafka.serde(FrameAnalysis.class).deserializer());
    consumer.assign(
        consumer.partitionsFor(topics.detections().name()).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList());
    this.thread = new Thread(() -> read(each), "results");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(Consumer<Result> each) {
    try (consumer) {
      while (!closed) {
        for (ConsumerRecord<String, FrameAnalysis> record : consumer.poll(POLL)) {
          Result result = result(record.value());
          synchronized (this) {
            seen.add(result);
          }
          each.accept(result);
        }
      }
    } catch (RuntimeException | Error e) {
      failure.set(e);
    }
  }

  private Result result(FrameAnalysis analysis) {
    return new Result(
        seconds(),
        analysis.getFrame().getCameraId(),
        analysis.getStatus(),
        Duration.between(
                    analysis.getFrame().getCaptureTime(), analysis.getFrame().getProcessedTime())
                .toNanos()
            / 1e6,
        analysis.getTimings().values().stream().mapToLong(Long::longValue).sum() / 1e3);
  }

  /** Seconds since the reading began. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  int count() {
    Throwable broken = failure.get();
    if (broken != null) {
      throw new AssertionError("the results cannot be read", broken);
    }
    synchronized (this) {
      return seen.size();
    }
  }

  /** Those seen from one second up to another. */
  synchronized List<Result> between(double from, double to) {
    return seen.stream().filter(one -> one.seconds >= from && one.seconds < to).toList();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join(10_000);
  }
}
