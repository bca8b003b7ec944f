package io.eigencam.chaos;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.topic.CommittedReader;
import io.eigencam.topic.PartitionRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Whether every frame that was sent was answered once, asked when all is quiet. */
final class Account {
  private final Cluster cluster;

  Account(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Waits until the group has committed everything. */
  void drain(Duration patience) {
    try (Admin admin = cluster.admin();
        CommittedReader reader =
            new CommittedReader(
                Map.of("bootstrap.servers", cluster.bootstrapServers()), patience)) {
      await("all frames are worked on")
          .atMost(patience)
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptionsMatching(e -> e instanceof ExecutionException)
          .until(() -> lag(admin, reader) == 0);
    }
  }

  private long lag(Admin admin, CommittedReader reader) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(cluster.group()).partitionsToOffsetAndMetadata().get();
    long lag = 0;
    for (PartitionRange range : reader.range(cluster.topics.cameraFrames().name(), null, null)) {
      OffsetAndMetadata done = committed.get(range.partition());
      lag += range.end() - (done == null ? 0 : done.offset());
    }
    return lag;
  }

  /** What the packaged {@code audit --json} says. */
  JsonNode audit(Duration patience) throws Exception {
    try (Program audit = cluster.command("audit", "audit", "--json")) {
      audit.start();
      int status = audit.awaitEnd(patience);
      String json =
          audit.lines().stream()
              .filter(line -> line.startsWith("{"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no account: " + audit.said(20)));
      JsonNode account = new ObjectMapper().readTree(json);
      if ((status == 0) != account.path("holds").asBoolean()) {
        throw new AssertionError("audit ended with %d: %s".formatted(status, json));
      }
      return account;
    }
  }

  /** Everything that is wrong; empty when every frame was answered once and in order. */
  List<String> problems(JsonNode account, Traffic traffic) {
    List<String> problems = new ArrayList<>(traffic.failures());
    if (!account.path("holds").asBoolean()) {
      problems.add("the account does not hold: " + account);
    }
    long sent = traffic.sent().values().stream().mapToLong(Long::longValue).sum();
    if (account.path("frames").asLong() != sent || account.path("inFlight").asLong() != 0) {
      problems.add("%d frames were sent, but: %s".formatted(sent, account));
    }
    if (account.path("rejected").asLong() > traffic.poison()) {
      problems.add("%d frames are no pictures, but: %s".formatted(traffic.poison(), account));
    }
    problems.addAll(Written.problems(cluster, traffic.sent()));
    return problems;
  }
}
