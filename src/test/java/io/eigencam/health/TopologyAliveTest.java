package io.eigencam.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyAliveTest {
  @Test
  void shouldBeUpWhileTheTopologyWaitsToStartAndDownOnceItIsOver(@TempDir Path state) {
    // Given
    Properties settings = new Properties();
    settings.put("application.id", "alive");
    settings.put("bootstrap.servers", "127.0.0.1:1"); // nobody there
    settings.put("state.dir", state.toString());
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("frames");

    try (KafkaStreams streams = new KafkaStreams(builder.build(), settings)) {
      TopologyAlive alive = new TopologyAlive(streams);

      // Then
      assertEquals(KafkaStreams.State.CREATED, streams.state());
      assertEquals(Status.UP, alive.call().getStatus());

      // When
      streams.close();

      // Then
      assertEquals(Status.DOWN, alive.call().getStatus());
    }
  }
}
