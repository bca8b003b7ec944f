package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.decode.PictureDecoder;
import io.eigencam.encode.AnalysisEncoder;
import io.eigencam.encode.AttentionMapsEncoder;
import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RejectionReason;
import io.eigencam.ingest.Arrivals;
import io.eigencam.ingest.FrameIngest;
import io.eigencam.ingest.LoadPolicy;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.registry.AvroSerializer;
import io.eigencam.topic.Topics;
import io.eigencam.trace.FrameTracer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class TopologyTextTest {
  private static final Path TEXT = Path.of("docs", "topology.txt");

  @Test
  void shouldBeTheTopologyOfTheDocument() throws IOException {
    assertEquals(
        Files.readString(TEXT),
        text(Topics.plain()),
        () -> TEXT + " is reviewed: change it in the same commit as the topology");
  }

  @Test
  void shouldHoldNoGeneratedName() throws IOException {
    String text = text(Topics.plain());

    assertFalse(Pattern.compile("KSTREAM|KTABLE|\\d{10}").matcher(text).find(), text);
    assertFalse(text.contains("repartition"), text);
    assertFalse(text.contains("changelog"), text);
  }

  @Test
  void shouldNameAnOperatorAfterEachStepsPackage() {
    String text = text(Topics.plain());

    for (String step : new String[] {"ingest", "decode", "infer", "explain", "encode", "publish"}) {
      assertTrue(text.contains("Processor: " + step + " (stores: [])"), step);
      assertTrue(Files.isDirectory(Path.of("src/main/java/io/eigencam", step)), step);
    }
  }

  @Test
  void shouldPutThePrefixBeforeEveryTopic() {
    String text = text(Topics.withPrefix("hall-3."));

    assertTrue(text.contains("(topics: [hall-3.camera-frames])"), text);
    assertTrue(text.contains("(topic: hall-3.detections)"), text);
    assertTrue(text.contains("(topic: hall-3.attention-maps)"), text);
    assertTrue(text.contains("(topic: hall-3.camera-frames-dlq)"), text);
  }

  private static String text(Topics topics) {
    Topology topology =
        new FramePath(
                topics,
                new FrameIngest(
                    framed -> {
                      throw new FrameRejected(RejectionReason.UNKNOWN_SCHEMA, "not asked here");
                    }),
                () -> new Arrivals(camera -> LoadPolicy.EVERYTHING, InstantSource.system()),
                new PictureDecoder(),
                new ScriptedDetector(),
                new LiveExplainer()::explain,
                new OutcomeEncoder(
                    new AnalysisEncoder()::encode,
                    new AttentionMapsEncoder()::encode,
                    InstantSource.system()),
                new AvroSerializer<>(FrameAnalysis.class),
                new AvroSerializer<>(AttentionMaps.class),
                outcome -> {},
                FrameTracer.OFF,
                new SimpleMeterRegistry())
            .topology(Map.of("application.id", "test", "bootstrap.servers", "nowhere:1"));
    return topology.describe().toString();
  }
}
