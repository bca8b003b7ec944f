package io.eigencam.pipeline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.dashboard.LiveKafka;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The application with tracing switched on, and a collector that it sends its spans to. */
@QuarkusTest
@QuarkusTestResource(LiveKafka.class)
@QuarkusTestResource(value = TraceCollector.class, restrictToAnnotatedClass = true)
@TestProfile(TracedServiceTest.Traced.class)
@Timeout(180)
class TracedServiceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PRODUCER = "00f067aa0ba902b7";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @ConfigProperty(name = "eigencam.registry.url")
  String registryUrl;

  @ConfigProperty(name = "quarkus.otel.exporter.otlp.endpoint")
  String collector;

  @Inject Topics topics;

  /** Settings come from the collector. */
  public static final class Traced implements QuarkusTestProfile {}

  @Test
  void shouldSendTheTraceOfAFrameToTheCollector() throws Exception {
    // When
    ProducerRecord<String, byte[]> frame =
        new ProducerRecord<>(topics.cameraFrames().name(), "traced", Pictures.jpeg(320, 240));
    frame
        .headers()
        .add("ce_id", "traced/1".getBytes(StandardCharsets.UTF_8))
        .add(
            "traceparent",
            ("00-" + TRACE + "-" + PRODUCER + "-01").getBytes(StandardCharsets.UTF_8));
    try (KafkaProducer<String, byte[]> producer =
        StandaloneKafka.at(bootstrapServers, registryUrl).producer()) {
      producer.send(frame).get();
    }

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertEquals(7, TraceCollector.spans(collector).size()));
    Map<String, Span> spans =
        TraceCollector.spans(collector).stream()
            .collect(Collectors.toMap(Span::getName, span -> span));
    Span process = spans.get("process " + topics.cameraFrames().name());
    assertEquals(PRODUCER, id(process.getParentSpanId()));
    for (String step : List.of("ingest", "decode", "infer", "explain", "encode", "publish")) {
      assertEquals(TRACE, id(spans.get(step).getTraceId()), step);
      assertEquals(process.getSpanId(), spans.get(step).getParentSpanId(), step);
    }
    Map<String, String> attributes = attributes(process);
    assertEquals("traced", attributes.get("eigencam.camera"));
    assertEquals("traced/1", attributes.get("eigencam.frame.id"));
    assertEquals("ANALYZED", attributes.get("eigencam.status"));
    assertEquals(64, attributes.get("eigencam.model.digest").length());
    String continued = "00-" + TRACE + "-" + id(spans.get("publish").getSpanId()) + "-01";
    assertEquals(continued, traceParent(topics.detections().name(), FrameAnalysis.class));
    assertEquals(continued, traceParent(topics.attentionMaps().name(), AttentionMaps.class));
    assertTrue(
        process.getEndTimeUnixNano() >= spans.get("publish").getEndTimeUnixNano(),
        "the frame ends after its last step");
  }

  private <M extends SpecificRecord> String traceParent(String topic, Class<M> type) {
    try (TopicLog<M> log =
        new TopicLog<>(
            bootstrapServers,
            topic,
            StandaloneKafka.at(bootstrapServers, registryUrl).serde(type).deserializer())) {
      ConsumerRecord<byte[], M> result = log.await(TopicLog.key("traced"), 1, PATIENCE).get(0);
      return new String(result.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, String> attributes(Span span) {
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getValue().hasStringValue())
        .collect(Collectors.toMap(a -> a.getKey(), a -> a.getValue().getStringValue()));
  }

  private static String id(com.google.protobuf.ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
