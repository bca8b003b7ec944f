package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.explain.LiveExplainer;
import io.eigencam.ingest.LoadPolicy;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import io.eigencam.trace.FrameTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The spans of a frame, as the SDK hands them to an exporter. */
@Timeout(60)
class FrameTraceTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PRODUCER = "00f067aa0ba902b7";
  private static final String SAMPLED = "00-" + TRACE + "-" + PRODUCER + "-01";
  private static final List<String> STEPS =
      List.of("ingest", "decode", "infer", "explain", "encode", "publish");

  private final List<SpanData> spans = new ArrayList<>();
  private final ScriptedDetector detector = new ScriptedDetector();
  private final OpenTelemetrySdk sdk = sdk(Sampler.parentBased(Sampler.traceIdRatioBased(1)));
  private PathDriver path;

  @BeforeEach
  void start(@TempDir Path state) {
    path = driver(FrameTracer.of(sdk), state);
  }

  @AfterEach
  void stop() {
    path.close();
    sdk.close();
  }

  @Test
  void shouldFollowAFrameFromItsProducerToItsResults() {
    // When
    path.send("hall-3", Pictures.jpeg(64, 48), "traceparent", SAMPLED, "ce_id", "hall-3/77");

    // Then
    SpanData frame = span("process camera-frames");
    assertEquals(SpanKind.CONSUMER, frame.getKind());
    assertEquals(TRACE, frame.getTraceId());
    assertEquals(PRODUCER, frame.getParentSpanId());
    assertTrue(frame.getParentSpanContext().isRemote());
    assertEquals("hall-3", text(frame, "eigencam.camera"));
    assertEquals("hall-3/77", text(frame, "eigencam.frame.id"));
    assertEquals("ANALYZED", text(frame, "eigencam.status"));
    assertEquals(detector.model().digest(), text(frame, "eigencam.model.digest"));
    assertNull(text(frame, "eigencam.reason"));
    assertEquals(StatusCode.UNSET, frame.getStatus().getStatusCode());
    assertEquals(STEPS, stepsBelow(frame));
    String continued = "00-" + TRACE + "-" + span("publish").getSpanId() + "-01";
    assertEquals(continued, header(path.detections.readRecord(), "traceparent"));
  }

  @Test
  void shouldBeginATraceWhereTheProducerHasNone() {
    path.send("hall-3", Pictures.jpeg(64, 48));
    path.send("hall-3", Pictures.jpeg(64, 48));

    List<SpanData> frames = named("process camera-frames");
    assertEquals(2, frames.size());
    assertFalse(frames.get(0).getParentSpanContext().isValid());
    assertFalse(frames.get(0).getTraceId().equals(frames.get(1).getTraceId()));
    for (SpanData frame : frames) {
      assertEquals(STEPS, stepsBelow(frame));
      assertTrue(
          header(path.detections.readRecord(), "traceparent")
              .startsWith("00-" + frame.getTraceId() + "-"));
    }
  }

  @Test
  void shouldObeyAProducerThatDoesNotWantToBeFollowed() {
    path.send("hall-3", Pictures.jpeg(64, 48), "traceparent", SAMPLED.replace("-01", "-00"));

    assertTrue(spans.isEmpty());
    String continued = header(path.detections.readRecord(), "traceparent");
    assertTrue(continued.startsWith("00-" + TRACE + "-") && continued.endsWith("-00"), continued);
  }

  @Test
  void shouldSayWhyAFrameWasRejectedAndNothingOfItsContent() {
    // When
    path.send("hall-3", "content-of-a-frame".getBytes(StandardCharsets.UTF_8));

    // Then
    SpanData frame = span("process camera-frames");
    assertEquals("REJECTED", text(frame, "eigencam.status"));
    assertEquals("UNSUPPORTED_FORMAT", text(frame, "eigencam.reason"));
    assertEquals(StatusCode.ERROR, frame.getStatus().getStatusCode());
    assertEquals(List.of("ingest", "decode", "encode", "publish"), stepsBelow(frame));
    assertEquals(StatusCode.ERROR, span("decode").getStatus().getStatusCode());
    assertFalse(spans.toString().contains("content-of-a-frame"));
  }

  @Test
  void shouldSayWhyAFrameWasShed(@TempDir Path state) {
    // Given
    LoadPolicy newest = new LoadPolicy(true, Duration.ofMillis(10), 1, false);
    path.close();
    path =
        new PathDriver(
            detector,
            new LiveExplainer()::explain,
            new PathParts(Topics.plain(), StandaloneKafka.shared().registryUrl(), camera -> newest),
            FrameTracer.of(sdk),
            state);

    // When
    path.send("hall-3", Pictures.jpeg(64, 48), "traceparent", SAMPLED);

    // Then
    SpanData frame = span("process camera-frames");
    assertEquals("SHED", text(frame, "eigencam.status"));
    assertEquals("OVERLOAD", text(frame, "eigencam.reason"));
    assertEquals(StatusCode.UNSET, frame.getStatus().getStatusCode());
    assertEquals(List.of("ingest", "encode", "publish"), stepsBelow(frame));
  }

  @Test
  void shouldLeaveTheContextAsItWasWhenAStepBreaksDown() {
    // When
    detector.does(
        picture -> {
          throw new IllegalStateException("words about the frame");
        });
    path.send("hall-3", Pictures.jpeg(64, 48));

    // Then
    SpanData infer = span("infer");
    assertEquals(StatusCode.ERROR, infer.getStatus().getStatusCode());
    assertEquals("java.lang.IllegalStateException", text(infer, "error.type"));
    assertFalse(spans.toString().contains("words about the frame"));
    assertEquals(SpanContext.getInvalid(), Span.current().getSpanContext());
  }

  @Test
  void shouldHandTheTraceOnWhereTracingIsOff(@TempDir Path state) {
    path.close();
    path = driver(FrameTracer.OFF, state);

    path.send("hall-3", Pictures.jpeg(64, 48), "traceparent", SAMPLED);
    path.send("hall-3", Pictures.jpeg(64, 48));

    assertTrue(spans.isEmpty());
    assertEquals(SAMPLED, header(path.detections.readRecord(), "traceparent"));
    assertNull(header(path.detections.readRecord(), "traceparent"));
  }

  private PathDriver driver(FrameTracer tracer, Path state) {
    return new PathDriver(
        detector,
        new LiveExplainer()::explain,
        new PathParts(Topics.plain(), StandaloneKafka.shared().registryUrl()),
        tracer,
        state);
  }

  private OpenTelemetrySdk sdk(Sampler sampler) {
    SpanExporter exporter =
        new SpanExporter() {
          @Override
          public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
          }

          @Override
          public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
          }

          @Override
          public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
          }
        };
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build())
        .build();
  }

  private List<SpanData> named(String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).toList();
  }

  private SpanData span(String name) {
    List<SpanData> found = named(name);
    assertEquals(1, found.size(), () -> name + " in " + spans);
    return found.get(0);
  }

  private List<String> stepsBelow(SpanData frame) {
    return spans.stream()
        .filter(span -> span.getParentSpanId().equals(frame.getSpanId()))
        .map(SpanData::getName)
        .toList();
  }

  private static @Nullable String text(SpanData span, String attribute) {
    return span.getAttributes().get(AttributeKey.stringKey(attribute));
  }

  private static @Nullable String header(TestRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }
}
