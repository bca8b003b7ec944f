package io.eigencam.pipeline;

import io.eigencam.decode.PictureDecoder;
import io.eigencam.encode.AnalysisEncoder;
import io.eigencam.encode.AttentionMapsEncoder;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import io.eigencam.infer.Detector;
import io.eigencam.ingest.Arrivals;
import io.eigencam.ingest.FrameIngest;
import io.eigencam.ingest.LoadPolicy;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.CameraFrame;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.registry.AvroDeserializer;
import io.eigencam.registry.MessageSerdes;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.topic.Topics;
import io.eigencam.trace.FrameTracer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;

/** The real parts of a path, around the detector of a test. */
final class PathParts {
  final Topics topics;
  final Serde<FrameAnalysis> analyses;
  final Serde<AttentionMaps> maps;
  private final Function<String, LoadPolicy> policies;
  private final AvroDeserializer<CameraFrame> messages = new AvroDeserializer<>(CameraFrame.class);

  PathParts(Topics topics, String registryUrl) {
    this(topics, registryUrl, MessageSerdes.values(FrameAnalysis.class, registry(registryUrl)));
  }

  PathParts(Topics topics, String registryUrl, Function<String, LoadPolicy> policies) {
    this(
        topics,
        registryUrl,
        MessageSerdes.values(FrameAnalysis.class, registry(registryUrl)),
        policies);
  }

  PathParts(Topics topics, String registryUrl, Serde<FrameAnalysis> analyses) {
    this(topics, registryUrl, analyses, camera -> LoadPolicy.EVERYTHING);
  }

  private PathParts(
      Topics topics,
      String registryUrl,
      Serde<FrameAnalysis> analyses,
      Function<String, LoadPolicy> policies) {
    this.topics = topics;
    this.policies = policies;
    this.analyses = analyses;
    this.maps = MessageSerdes.values(AttentionMaps.class, registry(registryUrl));
    messages.configure(registry(registryUrl), false);
  }

  private static Map<String, Object> registry(String url) {
    return Map.of(
        RegistrySettings.URL, url,
        RegistrySettings.READ_TIMEOUT_MS, "2000",
        RegistrySettings.CONNECT_TIMEOUT_MS, "1000");
  }

  FramePath path(
      Detector detector,
      Step<Inference, Explanation> explainer,
      InstantSource clock,
      FrameObserver observer,
      MeterRegistry meters) {
    return path(detector, explainer, clock, observer, FrameTracer.OFF, meters);
  }

  FramePath path(
      Detector detector,
      Step<Inference, Explanation> explainer,
      InstantSource clock,
      FrameObserver observer,
      FrameTracer tracer,
      MeterRegistry meters) {
    return new FramePath(
        topics,
        new FrameIngest(new RegistryCameraFrames(topics.cameraFrames().name(), messages)),
        () -> new Arrivals(policies, clock),
        new PictureDecoder(),
        detector,
        explainer,
        new OutcomeEncoder(
            new AnalysisEncoder()::encode, new AttentionMapsEncoder()::encode, clock),
        analyses.serializer(),
        maps.serializer(),
        observer,
        tracer,
        meters);
  }
}
