package io.eigencam.pipeline;

import io.eigencam.config.EigencamConfig;
import io.eigencam.config.RegistryProperties;
import io.eigencam.decode.PictureDecoder;
import io.eigencam.encode.AnalysisEncoder;
import io.eigencam.encode.AttentionMapsEncoder;
import io.eigencam.explain.ExplainSettings;
import io.eigencam.explain.LiveExplainer;
import io.eigencam.infer.Detector;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.NativeObjects;
import io.eigencam.infer.TensorFlowDetector;
import io.eigencam.ingest.Arrivals;
import io.eigencam.ingest.FrameIngest;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.CameraFrame;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.model.AllowedDigests;
import io.eigencam.model.ModelRejected;
import io.eigencam.registry.AvroDeserializer;
import io.eigencam.registry.MessageSerdes;
import io.eigencam.topic.Topics;
import io.eigencam.trace.FrameTracer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Joins the steps to the settings and to Kafka; the steps themselves know no framework. */
@Singleton
public final class PipelineBeans {

  @Produces
  @Singleton
  Topics topics(EigencamConfig config) {
    return Topics.withPrefix(config.topics().prefix().orElse(""));
  }

  @Produces
  @Singleton
  ModelCalls modelCalls() {
    return new ModelCalls();
  }

  @Produces
  @Singleton
  Detector detector(EigencamConfig config, ModelCalls calls) throws Exception {
    Callable<Detector> opening = DetectorHandover.take();
    return calls.watch(opening == null ? open(config, () -> {}) : opening.call());
  }

  void close(@Disposes Detector detector) {
    detector.close();
  }

  @Produces
  @Singleton
  RegistryNeeds registryNeeds() {
    return new RegistryNeeds();
  }

  /** Makes the topology's clients, and tells when what was counted is certain. */
  @Produces
  @Singleton
  @Typed({CommittedCounts.class, KafkaClientSupplier.class})
  CommittedCounts committedCounts() {
    return new CommittedCounts();
  }

  @Produces
  @Singleton
  FrameMetrics metrics(MeterRegistry meters, EigencamConfig config, CommittedCounts counts) {
    return new FrameMetrics(meters, InstantSource.system(), config.metrics().maxCameras(), counts);
  }

  /** Shows a tensor that nobody closes, long before memory runs out. */
  @Produces
  @Singleton
  MeterBinder nativeObjects() {
    return meters ->
        Gauge.builder("eigencam.native.objects", NativeObjects::open)
            .description("Native tensors, sessions and graphs that are open")
            .register(meters);
  }

  @Produces
  @Singleton
  FrameTracer tracer(
      OpenTelemetry telemetry,
      @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
    return disabled ? FrameTracer.OFF : FrameTracer.of(telemetry);
  }

  @Produces
  @Singleton
  Topology topology(
      EigencamConfig config,
      Topics topics,
      Detector detector,
      FrameMetrics metrics,
      FrameTracer tracer,
      RegistryNeeds needs,
      MeterRegistry meters,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId) {
    Map<String, Object> registry = RegistryProperties.of(kafka, config.registry());
    AvroDeserializer<CameraFrame> frames = new AvroDeserializer<>(CameraFrame.class);
    frames.configure(registry, false);
    InstantSource clock = InstantSource.system();
    LoadPolicies policies = new LoadPolicies(config);
    LiveExplainer explainer =
        new LiveExplainer(
            ExplainSettings.DEFAULT
                .withComponents(config.explain().component(), config.explain().components())
                .withFallback(config.explain().fallback()));
    return new FramePath(
            topics,
            new FrameIngest(
                needs.watch(new RegistryCameraFrames(topics.cameraFrames().name(), frames))),
            () -> new Arrivals(policies, clock),
            new PictureDecoder(config.decode().maxPixels(), config.decode().maxBytes()),
            detector,
            explainer::explain,
            new OutcomeEncoder(
                new AnalysisEncoder()::encode,
                new AttentionMapsEncoder(config.encode().mapEncoding())::encode,
                clock),
            needs.watch(MessageSerdes.values(FrameAnalysis.class, registry).serializer()),
            needs.watch(MessageSerdes.values(AttentionMaps.class, registry).serializer()),
            metrics,
            tracer,
            meters)
        .topology(
            Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                applicationId,
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                "named where the topology is started",
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                true));
  }

  /** Lets a new thread read again what the lost one was at. */
  @Produces
  @Singleton
  ThreadReplacement replacement(MeterRegistry meters) {
    return new ThreadReplacement(meters);
  }

  /**
   * Loads the model that the settings name, if they allow it.
   *
   * @param known is called as soon as it is known that the model can be used, which may be before
   *     it is loaded
   * @throws ModelRejected if it is no model that may or can be used; nothing of a model that may
   *     not is run
   */
  public static Detector open(EigencamConfig config, Runnable known)
      throws ModelRejected, IOException {
    return TensorFlowDetector.open(
        config.model().folder(),
        config.model().cache(),
        detectorSettings(config),
        new AllowedDigests(config.model().digests().orElse(Set.of())),
        known);
  }

  /** The detector's part of the settings. */
  public static DetectorSettings detectorSettings(EigencamConfig config) {
    return new DetectorSettings(
            config.model().confidence(),
            config.model().iou(),
            config.model().maxDetections(),
            config.explain().layers())
        .withPrecision(config.model().precision());
  }
}
