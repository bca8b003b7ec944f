package io.eigencam.pipeline;

import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.Inference;
import io.eigencam.infer.Detector;
import io.eigencam.ingest.Arrival;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.topic.Topics;
import io.eigencam.trace.FrameTracer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The whole path in Kafka's test driver: everything real but the broker and, if wanted, the model.
 */
final class PathDriver implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:01Z");
  static final Instant RECORDED = Instant.parse("2026-03-01T12:00:00.250Z");

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<FrameOutcome> observed = new ArrayList<>();
  final Topics topics = Topics.plain();
  private Instant now = NOW;
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> frames;
  final TestOutputTopic<String, FrameAnalysis> detections;
  final TestOutputTopic<byte[], byte[]> rawDetections;
  final TestOutputTopic<String, AttentionMaps> maps;
  final TestOutputTopic<byte[], byte[]> deadLetters;

  PathDriver(Detector detector, String registryUrl, Path stateFolder) {
    this(detector, new LiveExplainer()::explain, registryUrl, stateFolder);
  }

  PathDriver(
      Detector detector,
      Step<Inference, Explanation> explainer,
      String registryUrl,
      Path stateFolder) {
    this(detector, explainer, new PathParts(Topics.plain(), registryUrl), stateFolder);
  }

  PathDriver(
      Detector detector,
      Step<Inference, Explanation> explainer,
      PathParts parts,
      Path stateFolder) {
    this(detector, explainer, parts, FrameTracer.OFF, stateFolder);
  }

  PathDriver(
      Detector detector,
      Step<Inference, Explanation> explainer,
      PathParts parts,
      FrameTracer tracer,
      Path stateFolder) {
    FrameMetrics metrics = new FrameMetrics(meters, () -> now, 100);
    Topology topology =
        parts
            .path(
                detector,
                explainer,
                () -> now,
                new FrameObserver() {
                  @Override
                  public void entered() {
                    metrics.entered();
                  }

                  @Override
                  public void deadLetter(LetterForm form) {
                    metrics.deadLetter(form);
                  }

                  @Override
                  public void arrived(Arrival arrival) {
                    metrics.arrived(arrival);
                  }

                  @Override
                  public void accept(FrameOutcome outcome) {
                    observed.add(outcome);
                    metrics.accept(outcome);
                  }
                },
                tracer,
                meters)
            .topology(Map.of("application.id", "test", "bootstrap.servers", "nowhere:1"));
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "application.id",
            "test",
            "bootstrap.servers",
            "nowhere:1",
            "state.dir",
            stateFolder.toString(),
            "processing.exception.handler",
            UnhandledFaults.class.getName(),
            "production.exception.handler",
            WriteFaults.class.getName(),
            "errors.dead.letter.queue.topic.name",
            topics.deadLetters().name()));
    this.driver = new TopologyTestDriver(topology, settings);
    this.frames =
        driver.createInputTopic(
            topics.cameraFrames().name(), new ByteArraySerializer(), new ByteArraySerializer());
    this.detections =
        driver.createOutputTopic(
            topics.detections().name(), new StringDeserializer(), parts.analyses.deserializer());
    this.rawDetections =
        driver.createOutputTopic(
            topics.detections().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.maps =
        driver.createOutputTopic(
            topics.attentionMaps().name(), new StringDeserializer(), parts.maps.deserializer());
    this.deadLetters =
        driver.createOutputTopic(
            topics.deadLetters().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** From here on, it is that time. */
  void itIs(Instant time) {
    now = time;
  }

  void send(String camera, byte[] value, String... headers) {
    send(camera == null ? null : camera.getBytes(StandardCharsets.UTF_8), value, headers);
  }

  /**
   * @param headers name, value, name, value ...
   */
  void send(byte[] key, byte[] value, String... headers) {
    send(RECORDED, key, value, headers);
  }

  /** The same of one camera, with a timestamp of its own. */
  void sendAt(Instant recorded, byte[] value, String... headers) {
    send(recorded, "hall-3".getBytes(StandardCharsets.UTF_8), value, headers);
  }

  private void send(Instant recorded, byte[] key, byte[] value, String... headers) {
    RecordHeaders all = new RecordHeaders();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    frames.pipeInput(new TestRecord<>(key, value, all, recorded));
  }

  @Override
  public void close() {
    driver.close();
  }
}
