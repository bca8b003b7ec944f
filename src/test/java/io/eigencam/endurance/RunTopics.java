package io.eigencam.endurance;

import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Topics of a long run: a partition for each camera. */
final class RunTopics {
  private RunTopics() {}

  /**
   * Makes them.
   *
   * @param bytes that a partition keeps at most, give or take a segment
   */
  static Topics create(StandaloneKafka kafka, long bytes) throws Exception {
    Topics topics = kafka.freshTopics(Cameras.COUNT);
    Map<ConfigResource, Collection<AlterConfigOp>> limits = new HashMap<>();
    topics
        .all()
        .forEach(
            topic ->
                limits.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                    List.of(set("retention.bytes", bytes), set("segment.bytes", 32 << 20))));
    try (Admin admin = kafka.admin()) {
      admin.incrementalAlterConfigs(limits).all().get();
    }
    return topics;
  }

  private static AlterConfigOp set(String name, long value) {
    return new AlterConfigOp(new ConfigEntry(name, Long.toString(value)), AlterConfigOp.OpType.SET);
  }
}
