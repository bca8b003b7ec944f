package io.eigencam.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class EmbeddedBrokerTest {
  @TempDir Path folder;

  @Test
  void shouldGoOnWhereItStoppedOnOtherPorts() throws Exception {
    // Given a broker with a topic and a committed transaction
    String cluster;
    String firstAddress;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      firstAddress = broker.bootstrapServers();
      cluster = clusterId(broker);
      createTopic(broker);
      send(broker, "before");
    }

    // When it starts again, while something else took the first port
    int port = Integer.parseInt(firstAddress.substring(firstAddress.indexOf(':') + 1));
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
        EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      // Then
      assertNotEquals("127.0.0.1:" + taken.getLocalPort(), broker.bootstrapServers());
      assertEquals(cluster, clusterId(broker));
      send(broker, "after");
      assertEquals(List.of("before", "after"), read(broker, 2));
    }
  }

  /** Readers of what is committed wait behind an open transaction, for ever if nobody ends it. */
  @Test
  void shouldEndTheTransactionThatARestartInterrupted() throws Exception {
    // Given a broker that stops under an open transaction
    KafkaProducer<String, String> gone;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      createTopic(broker);
      gone =
          new KafkaProducer<>(
              Map.of(
                  "bootstrap.servers",
                  broker.bootstrapServers(),
                  "transactional.id",
                  "gone",
                  "transaction.timeout.ms",
                  1_000),
              new StringSerializer(),
              new StringSerializer());
      gone.initTransactions();
      gone.beginTransaction();
      gone.send(new ProducerRecord<>("words", "of nobody")).get(60, TimeUnit.SECONDS);
    }
    gone.close(Duration.ZERO);

    // When it starts again
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      send(broker, "after");

      // Then
      assertEquals(List.of("after"), read(broker, 1));
    }
  }

  @Test
  void shouldSayThatThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      StandaloneException refused =
          assertThrows(
              StandaloneException.class,
              () -> EmbeddedBroker.start(folder, taken.getLocalPort()).close());

      assertTrue(
          String.valueOf(refused.getMessage()).contains("port " + taken.getLocalPort()),
          refused.getMessage());
    }
  }

  @Test
  void shouldListenOnTheWantedPortAndOnLoopbackOnly() throws Exception {
    int port = FreePorts.choose();

    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, port)) {
      assertEquals("127.0.0.1:" + port, broker.bootstrapServers());
      try (Admin admin = admin(broker)) {
        assertEquals(
            List.of("127.0.0.1"),
            admin.describeCluster().nodes().get(60, TimeUnit.SECONDS).stream()
                .map(node -> node.host())
                .toList());
      }
    }
  }

  @Test
  void shouldCreateNoTopicByItself() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
        Admin admin = admin(broker)) {
      assertEquals(Set.of(), admin.listTopics().names().get(60, TimeUnit.SECONDS));
    }
  }

  private static Admin admin(EmbeddedBroker broker) {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static String clusterId(EmbeddedBroker broker) throws Exception {
    try (Admin admin = admin(broker)) {
      return admin.describeCluster().clusterId().get(60, TimeUnit.SECONDS);
    }
  }

  private static void createTopic(EmbeddedBroker broker) throws Exception {
    try (Admin admin = admin(broker)) {
      admin
          .createTopics(List.of(new NewTopic("words", 1, (short) 1)))
          .all()
          .get(60, TimeUnit.SECONDS);
    }
  }

  private static void send(EmbeddedBroker broker, String word) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "transactional.id",
            "writer",
            "max.block.ms",
            30_000);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("words", word)).get(60, TimeUnit.SECONDS);
      producer.commitTransaction();
    }
  }

  private static List<String> read(EmbeddedBroker broker, int count) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    List<String> words = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partition = List.of(new TopicPartition("words", 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (words.size() < count && System.nanoTime() - end < 0) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> words.add(record.value()));
      }
    }
    return words;
  }
}
