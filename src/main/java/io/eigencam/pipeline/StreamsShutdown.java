package io.eigencam.pipeline;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.jboss.logging.Logger;

/**
 * Stops the topology and leaves the consumer group, so that others take over at once; otherwise
 * they, or the next start, would wait until the session has run out.
 */
@Singleton
public final class StreamsShutdown {
  private static final Logger LOG = Logger.getLogger(StreamsShutdown.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final KafkaStreams streams;

  StreamsShutdown(KafkaStreams streams) {
    this.streams = streams;
  }

  void stop(@Observes @Priority(10) ShutdownEvent event) {
    boolean stopped =
        streams.close(
            CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(PATIENCE));
    if (!stopped) {
      LOG.warnf("The topology did not stop within %d s; the rest is aborted", PATIENCE.toSeconds());
    }
  }
}
