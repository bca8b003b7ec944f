package io.eigencam.audit;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What Kafka itself knows: how far a group has come, and where topics end. */
final class ClusterState {
  private static final long PATIENCE_SECONDS = 30;

  private final Admin admin;

  ClusterState(Admin admin) {
    this.admin = admin;
  }

  /** How far a group has come in a topic; unknown where it has never committed anything there. */
  WorkDone workDone(String group, String topic) {
    Map<Integer, Long> committed = new HashMap<>();
    try {
      await(
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
              "ask how far group " + group + " has come")
          .forEach(
              (partition, offset) -> {
                if (offset != null && partition.topic().equals(topic)) {
                  committed.put(partition.partition(), offset.offset());
                }
              });
    } catch (GroupIdNotFoundException e) {
      return WorkDone.unknown();
    }
    return committed.isEmpty() ? WorkDone.unknown() : new WorkDone(committed);
  }

  /** The offsets after the last records, including what is not committed yet. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    await(
            admin
                .listOffsets(
                    partitions.stream()
                        .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest())))
                .all(),
            "ask where the results end")
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private static <T> T await(KafkaFuture<T> future, String what) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException unknown) {
        throw unknown;
      }
      throw new KafkaException(
          "cannot %s: %s".formatted(what, e.getCause() == null ? e : e.getCause().getMessage()), e);
    } catch (TimeoutException e) {
      throw new KafkaException(
          "cannot %s: no answer within %d s".formatted(what, PATIENCE_SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted; did not " + what, e);
    }
  }
}
