package io.eigencam.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.message.FrameOrigin;
import io.eigencam.registry.MessageSerdes;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.EventHeaders;
import io.eigencam.topic.Topic;
import io.eigencam.topic.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The sample messages on fresh topics of a real broker, written by our code with our headers. */
final class PublishedSamples {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "Kamera 3/Öst";

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final Topics topics = kafka.freshTopics();
  private final String registryUrl;

  PublishedSamples(String registryUrl) {
    this.registryUrl = registryUrl;
    publish(topics.detections(), SampleMessages.analyses());
    publish(topics.attentionMaps(), SampleMessages.maps());
  }

  private <T extends SpecificRecord> void publish(Topic<String, T> topic, List<T> messages) {
    Map<String, String> config = Map.of(RegistrySettings.URL, registryUrl);
    try (KafkaProducer<String, T> producer =
        kafka.producer(MessageSerdes.values(topic.valueType(), config).serializer())) {
      for (T message : messages) {
        RecordHeaders headers = new RecordHeaders();
        headers(message).writeTo(headers);
        producer.send(new ProducerRecord<>(topic.name(), null, KEY, message, headers));
      }
    }
  }

  private static EventHeaders headers(SpecificRecord message) {
    FrameOrigin frame = (FrameOrigin) message.get(0);
    return new EventHeaders(
        frame.getId(),
        EventHeaders.cameraSource(frame.getCameraId()),
        EventHeaders.type(message.getSchema().getName()),
        frame.getCaptureTime(),
        EventHeaders.AVRO,
        frame.getSequence(),
        null);
  }

  /** Lets a script read both topics and compares what it printed with what was written. */
  void shouldBeReadBy(ClientEnvironment client, String script)
      throws IOException, InterruptedException {
    compare(client, script, topics.detections(), SampleMessages.analyses());
    compare(client, script, topics.attentionMaps(), SampleMessages.maps());
  }

  private void compare(
      ClientEnvironment client,
      String script,
      Topic<String, ?> topic,
      List<? extends SpecificRecord> written)
      throws IOException, InterruptedException {
    List<String> lines =
        client.run(
            script,
            kafka.bootstrapServers(),
            registryUrl,
            topic.name(),
            Integer.toString(written.size()));
    assertEquals(written.size(), lines.size(), "records that " + script + " read");
    for (int i = 0; i < lines.size(); i++) {
      SpecificRecord message = written.get(i);
      JsonNode read = JSON.readTree(lines.get(i));
      assertEquals(KEY, read.path("key").asText());
      assertEquals("1.0", read.path("headers").path("ce_specversion").asText());
      assertEquals(
          "/cameras/Kamera%203%2F%C3%96st", read.path("headers").path("ce_source").asText());
      assertEquals(
          "io.eigencam." + message.getSchema().getName() + ".v1",
          read.path("headers").path("ce_type").asText());
      assertEquals(MessageJson.of(message), MessageJson.doubles(read.path("value")));
    }
  }
}
