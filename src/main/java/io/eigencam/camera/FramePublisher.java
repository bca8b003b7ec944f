package io.eigencam.camera;

import io.eigencam.frame.PictureFormat;
import io.eigencam.topic.EventHeaders;
import io.eigencam.topic.Topic;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts frames onto the frames topic: the camera's id as key, the encoded picture as it is as value,
 * a CloudEvent in the headers, the capture time as the record's timestamp. Idempotent and
 * acknowledged by all replicas, so that no frame is lost, doubled or out of order on the way. Many
 * cameras may share one publisher.
 */
public final class FramePublisher implements AutoCloseable {
  // Where the topic is missing or no broker answers, people should not wait a minute to hear it.
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int DELIVERY_MILLIS = 30_000;
  private static final long BUFFER_BYTES = 64L * 1024 * 1024;
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final String topic;
  private final PartitionChoice choice;
  private final Map<CameraId, Integer> chosen = new HashMap<>();
  private final @Nullable TraceStart traces;
  private final KafkaProducer<String, byte[]> producer;
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong publishedBytes = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * @param client Kafka client settings: at least {@code bootstrap.servers}; settings for security
   *     and the like go in here. Overrides ours.
   */
  public FramePublisher(Map<String, ?> client, Topic<String, byte[]> topic) {
    this(client, topic, CameraId::partition, null);
  }

  /**
   * The same.
   *
   * @param choice to which partition a camera's frames go, as long as this publisher lives
   * @param traces begins a trace with each frame; null for none
   */
  public FramePublisher(
      Map<String, ?> client,
      Topic<String, byte[]> topic,
      PartitionChoice choice,
      @Nullable TraceStart traces) {
    this.topic = topic.name();
    this.choice = choice;
    this.traces = traces;
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // On a topic that is just being created, the broker may refuse a producer's very first request
    // and take the second; the first can then never be delivered in sequence.
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none"); // pictures are compressed
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, topic.maxMessageBytes());
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "eigencam-camera");
    settings.putAll(client);
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Hands a frame to Kafka; whether it arrived, a later call or {@link #flush} tells.
   *
   * @throws IOException when this frame cannot be sent or an earlier one was not delivered
   */
  public void publish(CameraId camera, CapturedFrame frame) throws IOException {
    rethrowFailure();
    try {
      int partitions = producer.partitionsFor(topic).size();
      int partition = partition(camera, partitions);
      ProducerRecord<String, byte[]> record =
          new ProducerRecord<>(
              topic, partition, frame.captureTime().toEpochMilli(), camera.text(), frame.picture());
      headers(camera, frame).writeTo(record.headers());
      producer.send(
          record,
          (metadata, exception) -> {
            if (exception == null) {
              published.incrementAndGet();
              publishedBytes.addAndGet(frame.picture().length);
            } else {
              failure.compareAndSet(null, exception);
            }
          });
    } catch (KafkaException e) {
      throw explained(e);
    }
    rethrowFailure();
  }

  /** Chosen once, so that the camera stays in order when the topic is given more partitions. */
  private synchronized int partition(CameraId camera, int partitions) throws IOException {
    Integer known = chosen.get(camera);
    if (known == null) {
      known = choice.of(camera, partitions);
      chosen.put(camera, known);
    }
    return known;
  }

  private EventHeaders headers(CameraId camera, CapturedFrame frame) {
    return new EventHeaders(
        frame.id(),
        EventHeaders.cameraSource(camera.text()),
        EventHeaders.type("CameraFrame"),
        frame.captureTime(),
        frame.format() == PictureFormat.PNG ? "image/png" : "image/jpeg",
        frame.sequence(),
        traces == null ? null : traces.next());
  }

  /**
   * Waits until everything is delivered.
   *
   * @throws IOException when a frame was not
   */
  public void flush() throws IOException {
    producer.flush();
    rethrowFailure();
  }

  /** Frames that the brokers have acknowledged. */
  public long published() {
    return published.get();
  }

  /** Bytes of the pictures of these frames. */
  public long publishedBytes() {
    return publishedBytes.get();
  }

  /** Takes note of a failure once: a camera that goes on trying may succeed later. */
  private void rethrowFailure() throws IOException {
    Exception first = failure.getAndSet(null);
    if (first != null) {
      throw explained(first);
    }
  }

  private IOException explained(Exception e) {
    if (e instanceof RecordTooLargeException) {
      return new IOException(
          "A picture is larger than topic "
              + topic
              + " takes (at most "
              + Topics.MAX_FRAME_BYTES
              + " bytes by default): "
              + e.getMessage(),
          e);
    }
    if (e instanceof TimeoutException) {
      return new IOException(
          "Kafka did not take a frame for topic "
              + topic
              + ": is the broker reachable, and does the topic exist (`eigencam topics create`)? "
              + e.getMessage(),
          e);
    }
    return new IOException("Cannot publish to topic " + topic + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }
}
