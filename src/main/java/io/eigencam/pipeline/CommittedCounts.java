package io.eigencam.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Lets counts wait until the transaction is committed in which they were made, so that what is
 * counted stands on the topics, and once: a frame whose transaction was aborted is read and counted
 * again. Knows of commits as the maker of the producers, one for each stream thread.
 *
 * <p>Without transactions (at least once) every attempt leaves its result, and counts at once.
 */
public final class CommittedCounts implements Executor, KafkaClientSupplier {
  /** Static, since handlers that Kafka makes by itself count, too; a thread has one producer. */
  private static final ThreadLocal<List<Runnable>> WAITING =
      ThreadLocal.withInitial(ArrayList::new);

  private volatile boolean transactional;

  /** Runs it on this stream thread with its next commit; never, if that fails. */
  @Override
  public void execute(Runnable count) {
    if (transactional) {
      withNextCommit(count);
    } else {
      count.run();
    }
  }

  /** The same, from where it is known that this thread has transactions. */
  static void withNextCommit(Runnable count) {
    WAITING.get().add(count);
  }

  static void committed() {
    List<Runnable> counts = WAITING.get();
    counts.forEach(Runnable::run);
    counts.clear();
  }

  private static void aborted() {
    WAITING.get().clear();
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    if (!config.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)) {
      return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
    transactional = true;
    aborted(); // where it takes the place of one that was given up
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
      @Override
      public void commitTransaction() {
        super.commitTransaction();
        committed();
      }

      @Override
      public void abortTransaction() {
        aborted();
        super.abortTransaction();
      }
    };
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getConsumer(config);
  }
}
