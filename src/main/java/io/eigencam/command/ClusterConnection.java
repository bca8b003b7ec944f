package io.eigencam.command;

import io.eigencam.topic.CommittedReader;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What commands that read topics talk to; failures name the address and what to do. */
final class ClusterConnection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String address;
  private final Map<String, Object> settings;
  private final Admin admin;
  private final CommittedReader reader;

  ClusterConnection(ClientSettings client) throws IOException {
    this.settings = new HashMap<>(client.read());
    // Kafka's own minute is long for somebody who mistyped an address.
    settings.putIfAbsent("default.api.timeout.ms", "15000");
    settings.putIfAbsent("request.timeout.ms", "10000");
    this.address = String.valueOf(settings.get("bootstrap.servers"));
    try {
      this.admin = Admin.create(settings);
      this.reader = new CommittedReader(settings, PATIENCE);
    } catch (KafkaException e) {
      throw unusable(e);
    }
  }

  Admin admin() {
    return admin;
  }

  CommittedReader reader() {
    return reader;
  }

  Map<String, Object> settings() {
    return settings;
  }

  /** The failure in the user's words. */
  IOException explained(KafkaException e, Topics topics) {
    if (e instanceof ConfigException) {
      return new IOException(e.getMessage(), e);
    }
    if (e instanceof UnknownTopicOrPartitionException) {
      return new IOException(
          "Kafka at %s: %s; create the topics with 'eigencam topics create%s', or name another --prefix"
              .formatted(
                  address,
                  e.getMessage(),
                  topics.prefix().isEmpty() ? "" : " --prefix " + topics.prefix()),
          e);
    }
    return new IOException(ConnectionFailure.explain(e, settings), e);
  }

  /** What is wrong with settings with which no client can be made. */
  static IOException unusable(KafkaException e) {
    Throwable reason = e.getCause() == null ? e : e.getCause();
    return new IOException(
        "cannot use the Kafka settings: "
            + ConnectionFailure.security(e).orElse(reason.getMessage()),
        e);
  }

  @Override
  public void close() {
    reader.close();
    admin.close(Duration.ofSeconds(3));
  }
}
