package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class StreamsMetersTest {
  private static final String LAG = "consumer-fetch-manager-metrics";
  private static final String THREADS = "stream-thread-metrics";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Map<MetricName, Metric> figures = new HashMap<>();
  private final StreamsMeters meters =
      new StreamsMeters(() -> figures, "hall.camera-frames", registry);

  @Test
  void shouldTellHowFarEachPartitionIsBehind() {
    // Given
    figure("records-lag", LAG, 17.0, "topic", "hall.camera-frames", "partition", "0");
    figure("records-lag", LAG, 0.0, "topic", "hall.camera-frames", "partition", "1");
    figure("records-lag", LAG, Double.NaN, "topic", "hall.camera-frames", "partition", "2");
    figure("records-lag", LAG, 5.0, "topic", "hall_camera-frames", "partition", "0");
    figure("records-lag-avg", LAG, 5.0, "topic", "hall.camera-frames", "partition", "1");

    // When
    meters.refresh();

    // Then
    assertEquals(17, lag("0"));
    assertEquals(0, lag("1"));
    assertNull(registry.find("eigencam.consumer.lag.records").tag("partition", "2").gauge());

    // When: it goes on, and the other partition to another process
    figures.clear();
    figure("records-lag", LAG, 4.0, "topic", "hall.camera-frames", "partition", "0");
    meters.refresh();

    // Then
    assertEquals(4, lag("0"));
    assertNull(registry.find("eigencam.consumer.lag.records").tag("partition", "1").gauge());
  }

  @Test
  void shouldTellHowLongCommitsTakeWithoutTheNameOfTheProcess() {
    String thread = "eigencam-1f0c2a77-3c43-4c9f-9f57-58a1c2a6a111-StreamThread-2";
    figure("commit-latency-max", THREADS, 250.0, "thread-id", thread);

    meters.refresh();

    assertEquals(
        0.25, registry.get("eigencam.commit.latency.max").tag("thread", "2").gauge().value());
  }

  private double lag(String partition) {
    return registry
        .get("eigencam.consumer.lag.records")
        .tag("partition", partition)
        .gauge()
        .value();
  }

  private void figure(String name, String group, double value, String... tags) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < tags.length; i += 2) {
      all.put(tags[i], tags[i + 1]);
    }
    MetricName metric = new MetricName(name, group, "", all);
    figures.put(
        metric,
        new Metric() {
          @Override
          public MetricName metricName() {
            return metric;
          }

          @Override
          public Object metricValue() {
            return value;
          }
        });
  }
}
