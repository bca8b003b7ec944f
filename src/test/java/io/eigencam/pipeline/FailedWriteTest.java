package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.message.FrameAnalysis;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that fails to write one result: Kafka Streams tells so at a later frame, and once. */
@Timeout(120)
class FailedWriteTest {
  private static final int FRAMES = 8;

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final Topics topics = kafka.freshTopics();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger results = new AtomicInteger();

  @Test
  void shouldReadAgainTheFrameWhoseResultWasNotWritten(@TempDir Path state) throws Exception {
    // Given frames that are all there before the first is read
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      for (int i = 0; i < FRAMES; i++) {
        ProducerRecord<String, byte[]> frame =
            new ProducerRecord<>(topics.cameraFrames().name(), 0, "cam", Pictures.jpeg(64, 48));
        frame.headers().add("ce_id", ("frame-" + i).getBytes(StandardCharsets.UTF_8));
        producer.send(frame);
      }
    }
    CommittedCounts counts = new CommittedCounts();

    // When
    try (RunningPath path =
        new RunningPath(
            new ScriptedDetector(),
            new PathParts(topics, kafka.registryUrl()),
            kafka.bootstrapServers(),
            state,
            Map.of(
                "processing.guarantee",
                "at_least_once",
                "num.stream.threads",
                "1",
                "session.timeout.ms",
                "3000",
                "heartbeat.interval.ms",
                "1000"),
            new FrameMetrics(meters, InstantSource.system(), 100, counts),
            meters,
            new FailingOnce(counts))) {

      // Then
      Set<String> all =
          IntStream.range(0, FRAMES).mapToObj(i -> "frame-" + i).collect(Collectors.toSet());
      Awaitility.await()
          .dontCatchUncaughtExceptions()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() -> assertEquals(all, answered()));
      assertTrue(results.get() > FRAMES, "one was written once more");
      assertEquals(
          0,
          kafka.readRaw(topics.deadLetters(), 1, Duration.ofSeconds(1)).size(),
          "no frame was at fault");
    }
  }

  private Set<String> answered() {
    return kafka.read(topics.detections(), Integer.MAX_VALUE, Duration.ofMillis(500)).stream()
        .map(result -> result.value())
        .map(FrameAnalysis::getFrame)
        .map(frame -> frame.getId())
        .collect(Collectors.toSet());
  }

  /** Its producers do not write the third result, and say so in the way of a broken broker. */
  private final class FailingOnce implements KafkaClientSupplier {
    private final KafkaClientSupplier clients;

    FailingOnce(KafkaClientSupplier clients) {
      this.clients = clients;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
      Producer<byte[], byte[]> producer = clients.getProducer(config);
      return (Producer<byte[], byte[]>)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Producer.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("send") && isThirdResult(arguments[0])) {
                  RuntimeException failure = new UnknownServerException("scripted");
                  ((Callback) arguments[1]).onCompletion(null, failure);
                  return CompletableFuture.failedFuture(failure);
                }
                try {
                  return method.invoke(producer, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    private boolean isThirdResult(Object record) {
      return ((ProducerRecord<?, ?>) record).topic().equals(topics.detections().name())
          && results.incrementAndGet() == 3;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
      return clients.getAdmin(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
      return clients.getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
      return clients.getRestoreConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
      return clients.getGlobalConsumer(config);
    }
  }
}
