package io.eigencam.pipeline;

import io.eigencam.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/**
 * What operators ask of Kafka's own figures, of which there are 1,300: how far this process is
 * behind on each of its partitions, and how long its commits take.
 */
@Singleton
public final class StreamsMeters {
  private static final Duration REFRESH = Duration.ofSeconds(5);

  private final Supplier<Map<MetricName, ? extends Metric>> figures;
  private final String topic;
  private final MultiGauge lag;
  private final MultiGauge commit;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "streams-meters");
            thread.setDaemon(true);
            return thread;
          });

  @Inject
  StreamsMeters(KafkaStreams streams, Topics topics, MeterRegistry meters) {
    this(streams::metrics, topics.cameraFrames().name(), meters);
  }

  StreamsMeters(
      Supplier<Map<MetricName, ? extends Metric>> figures, String topic, MeterRegistry meters) {
    this.figures = figures;
    this.topic = topic;
    this.lag =
        MultiGauge.builder("eigencam.consumer.lag.records")
            .description("Frames behind the one that was read last, by partition")
            .register(meters);
    this.commit =
        MultiGauge.builder("eigencam.commit.latency.max")
            .description("The longest commit of the last half minute or so, by stream thread")
            .baseUnit("seconds")
            .register(meters);
  }

  void begin(@Observes StartupEvent event) {
    PeriodicTask.schedule(timer, REFRESH, REFRESH, this::refresh);
  }

  void end(@Observes ShutdownEvent event) {
    timer.shutdownNow();
  }

  void refresh() {
    Map<String, Double> behind = new TreeMap<>();
    Map<String, Double> commits = new TreeMap<>();
    figures
        .get()
        .forEach(
            (name, figure) -> {
              if (isLag(name)) {
                put(behind, name.tags().get("partition"), figure, 1);
              } else if (isCommit(name)) {
                put(commits, thread(name.tags().get("thread-id")), figure, 1e-3);
              }
            });
    lag.register(rows("partition", behind), true);
    commit.register(rows("thread", commits), true);
  }

  private boolean isLag(MetricName name) {
    return name.name().equals("records-lag")
        && name.group().equals("consumer-fetch-manager-metrics")
        && topic.equals(name.tags().get("topic"));
  }

  private static boolean isCommit(MetricName name) {
    return name.name().equals("commit-latency-max") && name.group().equals("stream-thread-metrics");
  }

  private static void put(
      Map<String, Double> figures, @Nullable String label, Metric figure, double unit) {
    if (label != null && figure.metricValue() instanceof Number number) {
      double value = number.doubleValue();
      if (!Double.isNaN(value)) {
        figures.merge(label, value * unit, Math::max);
      }
    }
  }

  /**
   * The number of a thread; its whole name holds that of the process, which no two starts share.
   */
  private static @Nullable String thread(@Nullable String name) {
    return name == null ? null : name.substring(name.lastIndexOf('-') + 1);
  }

  private static List<Row<?>> rows(String label, Map<String, Double> figures) {
    List<Row<?>> rows = new ArrayList<>();
    figures.forEach((key, value) -> rows.add(Row.of(Tags.of(label, key), value)));
    return rows;
  }
}
