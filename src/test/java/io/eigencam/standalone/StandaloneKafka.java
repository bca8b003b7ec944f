package io.eigencam.standalone;

import io.eigencam.registry.MessageSerdes;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.topic.Topic;
import io.eigencam.topic.TopicCreation;
import io.eigencam.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A real broker and registry for tests: started once per JVM, on first use, in a folder that goes
 * when the JVM ends. Tests keep apart by topics of their own: {@link #freshTopics}. Quarkus gives
 * each application under test a class loader, which it closes; the broker lives in the system's.
 */
public final class StandaloneKafka {
  private final String bootstrapServers;
  private final String registryUrl;

  private StandaloneKafka(String bootstrapServers, String registryUrl) {
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
  }

  private StandaloneKafka() {
    DataFolder data = DataFolder.temporary();
    EmbeddedBroker broker = EmbeddedBroker.start(data.folder("kafka"));
    EmbeddedRegistry registry = EmbeddedRegistry.start(data.folder("registry"));
    bootstrapServers = broker.bootstrapServers();
    registryUrl = registry.url();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  registry.close();
                  broker.close();
                  data.close();
                }));
  }

  private static final class Shared {
    static final StandaloneKafka KAFKA = start();

    private static StandaloneKafka start() {
      ClassLoader system = ClassLoader.getSystemClassLoader();
      if (StandaloneKafka.class.getClassLoader() == system) {
        return new StandaloneKafka();
      }
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(system);
      try {
        Class<?> one = system.loadClass(StandaloneKafka.class.getName());
        Object kafka = one.getMethod("shared").invoke(null);
        return new StandaloneKafka(
            (String) one.getMethod("bootstrapServers").invoke(kafka),
            (String) one.getMethod("registryUrl").invoke(kafka));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("no broker for the tests of all class loaders", e);
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }

  /** The one of this JVM. */
  public static StandaloneKafka shared() {
    return Shared.KAFKA;
  }

  /** One that was started elsewhere, by another class loader for example. */
  public static StandaloneKafka at(String bootstrapServers, String registryUrl) {
    return new StandaloneKafka(bootstrapServers, registryUrl);
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  public String registryUrl() {
    return registryUrl;
  }

  /** All topics, created, under a prefix that nobody else has; one partition each. */
  public Topics freshTopics() {
    return freshTopics(1);
  }

  /** The same with more partitions each. */
  public Topics freshTopics(int partitions) {
    Topics topics = Topics.withPrefix("t" + UUID.randomUUID() + ".");
    try (Admin admin = admin()) {
      new TopicCreation(admin, partitions, 1).ensure(topics.all());
    }
    return topics;
  }

  /** To be closed by the caller. */
  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  /** A configured serde of ours for the embedded registry. */
  public <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    return MessageSerdes.values(type, Map.of(RegistrySettings.URL, registryUrl()));
  }

  /** A producer of raw values, up to 9 MB; to be closed by the caller. */
  public KafkaProducer<String, byte[]> producer() {
    return producer(new ByteArraySerializer());
  }

  /** The same for values of a type. */
  public <V> KafkaProducer<String, V> producer(Serializer<V> values) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers", bootstrapServers(), "max.request.size", 9_000_000, "linger.ms", 0),
        new StringSerializer(),
        values);
  }

  /** See {@link #read(Topic, Deserializer, int, Duration)}. */
  public <T extends SpecificRecord> List<ConsumerRecord<String, T>> read(
      Topic<String, T> topic, int count, Duration patience) {
    return read(topic, serde(topic.valueType()).deserializer(), count, patience);
  }

  /** See {@link #read(Topic, Deserializer, int, Duration)}. */
  public List<ConsumerRecord<String, byte[]>> readRaw(
      Topic<String, ?> topic, int count, Duration patience) {
    return read(topic, new ByteArrayDeserializer(), count, patience);
  }

  /**
   * Reads a topic from its beginning, committed records only, until there are that many.
   *
   * @return the records in the order of arrival; fewer than asked for when the time is over, so
   *     that the test's assertion says what is missing
   */
  public <V> List<ConsumerRecord<String, V>> read(
      Topic<String, ?> topic, Deserializer<V> values, int count, Duration patience) {
    List<ConsumerRecord<String, V>> records = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer = fromBeginning(topic, values)) {
      long end = System.nanoTime() + patience.toNanos();
      while (records.size() < count && System.nanoTime() - end < 0) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** See {@link #readAll(Topic, Deserializer)}. */
  public List<ConsumerRecord<String, byte[]>> readAllRaw(Topic<String, ?> topic) {
    return readAll(topic, new ByteArrayDeserializer());
  }

  /**
   * Reads what a topic holds now, committed records only: who finds nothing there, or nothing more,
   * need not have been too quick.
   *
   * @return the records in the order of arrival
   */
  public <V> List<ConsumerRecord<String, V>> readAll(
      Topic<String, ?> topic, Deserializer<V> values) {
    List<ConsumerRecord<String, V>> records = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer = fromBeginning(topic, values)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** To be closed by the caller. */
  private <V> KafkaConsumer<String, V> fromBeginning(
      Topic<String, ?> topic, Deserializer<V> values) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", bootstrapServers(),
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), values);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(partition -> new TopicPartition(topic.name(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
