package io.eigencam.standalone;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Settings of a broker that is alone: one node, small buffers, quick joins. */
final class BrokerSettings {
  private static final Map<String, String> ALONE =
      Map.ofEntries(
          Map.entry("process.roles", "broker,controller"),
          Map.entry("node.id", "1"),
          Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
          Map.entry("controller.listener.names", "CONTROLLER"),
          Map.entry("inter.broker.listener.name", "PLAINTEXT"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "1"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", "1"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          // a group of one need not wait for others
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
          Map.entry("group.min.session.timeout.ms", "2000"),
          // group.protocol=streams: there the broker says what the application says otherwise
          Map.entry("group.streams.min.session.timeout.ms", "6000"),
          Map.entry("group.streams.session.timeout.ms", "10000"),
          Map.entry("group.streams.min.heartbeat.interval.ms", "500"),
          Map.entry("group.streams.heartbeat.interval.ms", "1000"),
          // What a killed process left open holds readers up no longer than it must. But after a
          // crash the controller takes the broker's partitions away for a moment, when the session
          // of the one that died is over (below), and what the coordinator ends until then stays
          // open for ever: to it, partitions without a leader are deleted (KAFKA-20734). It looks
          // for the first time this long after its start.
          Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "8000"),
          // per partition: somebody's home folder, not a server's disks
          Map.entry("log.retention.bytes", "536870912"),
          Map.entry("log.segment.bytes", "67108864"),
          Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
          // A start right behind a stop is refused until the old registration is gone: a clean stop
          // takes it back at once, after a crash it lasts this long.
          Map.entry("controlled.shutdown.enable", "true"),
          Map.entry("broker.session.timeout.ms", "6000"),
          Map.entry("broker.heartbeat.interval.ms", "1000"),
          Map.entry("auto.create.topics.enable", "false"));

  private BrokerSettings() {}

  static Properties of(Path logFolder, int port, int controllerPort) {
    String client = "PLAINTEXT://127.0.0.1:" + port;
    Properties properties = new Properties();
    properties.putAll(ALONE);
    properties.setProperty("listeners", client + ",CONTROLLER://127.0.0.1:" + controllerPort);
    properties.setProperty("advertised.listeners", client);
    // The static form: a dynamic quorum would remember the controller's port in its log, and the
    // next start, on another port, would wait for the old one forever.
    properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    properties.setProperty("log.dirs", logFolder.toString());
    return properties;
  }
}
