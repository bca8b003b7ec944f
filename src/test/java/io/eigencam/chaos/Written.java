package io.eigencam.chaos;

import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameOrigin;
import io.eigencam.message.FrameStatus;
import io.eigencam.message.MapStatus;
import io.eigencam.registry.MessageSerdes;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.topic.CommittedReader;
import io.eigencam.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What a reader of committed records finds on the topics, checked by numbers of frames and not as
 * {@code audit} does it: each camera's results must be 0, 1, 2 … without a gap or a repetition.
 */
final class Written {
  private final Cluster cluster;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Long> next = new TreeMap<>();
  private final Set<String> rejected = new HashSet<>();
  private final Map<String, Long> nextMap = new HashMap<>();
  private final Set<String> explained = new HashSet<>();

  private Written(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What is wrong with the results of frames of which so many were sent by each camera. */
  static List<String> problems(Cluster cluster, Map<String, Long> sent) {
    Written written = new Written(cluster);
    written.read();
    if (!written.next.equals(sent)) {
      written.problems.add("sent %s, but results are %s".formatted(sent, written.next));
    }
    return written.problems;
  }

  private void read() {
    try (CommittedReader reader =
        new CommittedReader(
            Map.of("bootstrap.servers", cluster.bootstrapServers()), Duration.ofSeconds(60))) {
      each(reader, cluster.topics.detections(), this::result);
      each(reader, cluster.topics.attentionMaps(), this::maps);
      reader.read(reader.range(cluster.topics.deadLetters().name(), null, null), this::deadLetter);
    }
    rejected.forEach(id -> problems.add("rejected without a dead letter: " + id));
    explained.forEach(id -> problems.add("mapStatus OK without maps: " + id));
  }

  private <T extends SpecificRecord> void each(
      CommittedReader reader, Topic<String, T> topic, Consumer<T> check) {
    try (Deserializer<T> values =
        MessageSerdes.values(topic.valueType(), Map.of(RegistrySettings.URL, cluster.registryUrl()))
            .deserializer()) {
      reader.read(
          reader.range(topic.name(), null, null),
          record -> check.accept(values.deserialize(topic.name(), record.value())));
    }
  }

  private void result(FrameAnalysis analysis) {
    FrameOrigin frame = analysis.getFrame();
    long expected = next.getOrDefault(frame.getCameraId(), 0L);
    if (frame.getSequence() != expected) {
      problems.add("result %s where frame %d is due".formatted(frame.getId(), expected));
    }
    next.put(frame.getCameraId(), frame.getSequence() + 1);
    if (analysis.getStatus() == FrameStatus.REJECTED) {
      rejected.add(frame.getId());
    }
    if (analysis.getMapStatus() == MapStatus.OK) {
      explained.add(frame.getId());
    }
  }

  private void maps(AttentionMaps maps) {
    FrameOrigin frame = maps.getFrame();
    if (!explained.remove(frame.getId())) {
      problems.add("maps a second time, or of a frame that has none: " + frame.getId());
    }
    Long last = nextMap.put(frame.getCameraId(), frame.getSequence());
    if (last != null && last >= frame.getSequence()) {
      problems.add("maps of %s behind those of frame %d".formatted(frame.getId(), last));
    }
  }

  private void deadLetter(ConsumerRecord<byte[], byte[]> record) {
    Header id = record.headers().lastHeader("ce_id");
    String text =
        id == null ? "none" : new String(id.value(), java.nio.charset.StandardCharsets.UTF_8);
    if (!rejected.remove(text)) {
      problems.add("a dead letter a second time, or of no rejected frame: " + text);
    }
  }
}
