package io.eigencam.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.registry.RegistryClient;
import io.eigencam.registry.RegistrySettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
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

/** A standalone program that is killed loses nothing that it confirmed. */
@Timeout(180)
class CrashTest {
  private static final Schema SCHEMA = Schema.create(Schema.Type.STRING);

  @TempDir Path folder;

  /** Starts broker and registry, prints their addresses, and waits to be killed. */
  public static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws IOException {
      DataFolder data = DataFolder.open(Path.of(arguments[0]));
      EmbeddedBroker broker = EmbeddedBroker.start(data.folder("kafka"));
      EmbeddedRegistry registry = EmbeddedRegistry.start(data.folder("registry"));
      System.out.println("ready " + broker.bootstrapServers() + " " + registry.url());
      System.in.read(); // ends with the test at the latest
      Runtime.getRuntime().halt(1);
    }
  }

  @Test
  void shouldGoOnAfterAKill() throws Exception {
    // Given a program with confirmed records and a schema
    Process victim = start();
    int id;
    try {
      String[] ready = awaitReady(victim);
      send(ready[1]);
      id = new RegistryClient(RegistrySettings.at(ready[2])).register("words-value", SCHEMA);
    } finally {
      // When
      victim.destroyForcibly();
    }
    assertTrue(victim.waitFor(60, TimeUnit.SECONDS), "is dead");

    // Then
    try (DataFolder data = DataFolder.open(folder);
        EmbeddedBroker broker = EmbeddedBroker.start(data.folder("kafka"));
        EmbeddedRegistry registry = EmbeddedRegistry.start(data.folder("registry"))) {
      assertEquals(
          IntStream.range(0, 100).mapToObj(Integer::toString).toList(),
          read(broker.bootstrapServers(), "words", 100));
      assertEquals(SCHEMA, new RegistryClient(RegistrySettings.at(registry.url())).byId(id));
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static String[] awaitReady(Process victim) throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith("ready ")) {
        return line.split(" ");
      }
      lines.add(line);
    }
    throw new AssertionError("the program ended: " + String.join("\n", lines));
  }

  private static void send(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(List.of(new NewTopic("words", 1, (short) 1)))
          .all()
          .get(60, TimeUnit.SECONDS);
    }
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new StringSerializer())) {
      for (int i = 0; i < 100; i++) {
        producer.send(new ProducerRecord<>("words", Integer.toString(i)));
      }
    }
  }

  static List<String> read(String bootstrapServers, String topic, int count) {
    List<String> words = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
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
