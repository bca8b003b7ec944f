package io.eigencam.pipeline;

import io.eigencam.log.LogFields;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Stops the topology and leaves the consumer group, so that others take over at once; otherwise
 * they, or the next start, would wait until the session has run out. A process with a name of its
 * own stays a member: it comes back under its name and goes on with its partitions, and that only
 * its session's end gives them to others is what its name is for.
 */
@Singleton
public final class StreamsShutdown {
  private static final Logger LOG = Logger.getLogger(StreamsShutdown.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final KafkaStreams streams;
  private final Optional<String> instanceId;

  StreamsShutdown(
      KafkaStreams streams,
      @ConfigProperty(name = "kafka-streams.group.instance.id") Optional<String> instanceId) {
    this.streams = streams;
    this.instanceId = instanceId;
  }

  void stop(@Observes @Priority(10) ShutdownEvent event) {
    if (!streams.close(options(instanceId.isPresent(), PATIENCE))) {
      try (LogFields fields = LogFields.with("seconds", PATIENCE.toSeconds())) {
        LOG.warn("The topology did not stop in time; the rest is aborted");
      }
    }
  }

  static CloseOptions options(boolean named, Duration patience) {
    return CloseOptions.groupMembershipOperation(
            named ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP)
        .withTimeout(patience);
  }
}
