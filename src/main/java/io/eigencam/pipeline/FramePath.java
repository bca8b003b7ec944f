package io.eigencam.pipeline;

import static io.eigencam.pipeline.PublishProcessor.ATTENTION_MAPS;
import static io.eigencam.pipeline.PublishProcessor.DEAD_LETTERS;
import static io.eigencam.pipeline.PublishProcessor.DETECTIONS;

import io.eigencam.decode.PictureDecoder;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.Inference;
import io.eigencam.infer.Detector;
import io.eigencam.ingest.Arrivals;
import io.eigencam.ingest.FrameIngest;
import io.eigencam.ingest.RecordTime;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.topic.Topics;
import io.eigencam.trace.FrameTracer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * The way of a frame, from the topic of camera frames to the topics of results. Start reading here:
 * a line per step, and every step is a package of its own. The topology's text is {@code
 * docs/topology.txt}.
 *
 * <p>A frame that a step refuses, or leaves out under load, passes the steps after it untouched, so
 * that exactly one result leaves for each frame that enters, in the order of its camera.
 *
 * @param ingest a record to a frame
 * @param arrivals which frames are worked on and explained; one for each partition
 * @param decoder a frame to a picture whose format and size are known
 * @param detector a picture to detections and features
 * @param explainer features to attention
 * @param encoder what became of a frame to messages
 * @param analyses writes the topic of detections
 * @param maps writes the topic of attention maps
 * @param observer is told when a frame comes and what became of it
 * @param tracer follows frames through the steps
 * @param meters takes the steps' times
 */
public record FramePath(
    Topics topics,
    FrameIngest ingest,
    Supplier<Arrivals> arrivals,
    PictureDecoder decoder,
    Detector detector,
    Step<Inference, Explanation> explainer,
    OutcomeEncoder encoder,
    Serializer<FrameAnalysis> analyses,
    Serializer<AttentionMaps> maps,
    FrameObserver observer,
    FrameTracer tracer,
    MeterRegistry meters) {
  /** The step from which on a result names the model. */
  static final String INFER = "infer";

  /**
   * Builds the topology.
   *
   * @param settings of Kafka Streams. They must be known here, not only where the topology is
   *     started: otherwise the check that everything has an explicit name does nothing.
   */
  public Topology topology(Map<String, Object> settings) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
    FrameObserver told = new GuardedObserver(observer, List.of(tracer::ended, RejectionLog::ended));

    PartitionLoad load = new PartitionLoad(meters);
    KStream<byte[], byte[]> records =
        builder.stream(
            topics.cameraFrames().name(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                .withTimestampExtractor(new RecordTime())
                .withName("camera-frames"));
    KStream<byte[], Passage<Frame>> frames =
        records.processValues(
            () ->
                new ObservedRecords(
                    new IngestProcessor("ingest", seen("ingest", ingest::frame), arrivals, told),
                    tracer,
                    load),
            Named.as("ingest"));
    KStream<byte[], Passage<EncodedPicture>> pictures = step(frames, "decode", decoder::decode);
    KStream<byte[], Passage<Inference>> inferences = step(pictures, INFER, detector::infer);
    KStream<byte[], Passage<Explained>> explained =
        inferences.processValues(
            () -> new ExplainProcessor("explain", seen("explain", new ExplainStep(explainer))),
            Named.as("explain"));
    Step<FrameOutcome, Encoded> encode = seen("encode", encoder::encode);
    explained.processValues(
        () -> new EncodeProcessor("encode", detector.model(), encode), Named.as("encode"));

    Departures departures = new Departures(topics, analyses, maps, encode, tracer::continued);
    Serializer<byte[]> bytes = new ByteArraySerializer();
    return builder
        .build()
        .addProcessor(
            "publish",
            () -> new PublishProcessor(departures, told, work -> seen("publish", work)),
            "encode")
        .addSink(DETECTIONS, topics.detections().name(), bytes, bytes, "publish")
        .addSink(ATTENTION_MAPS, topics.attentionMaps().name(), bytes, bytes, "publish")
        .addSink(DEAD_LETTERS, topics.deadLetters().name(), bytes, bytes, "publish");
  }

  private <I, O> KStream<byte[], Passage<O>> step(
      KStream<byte[], Passage<I>> stream, String name, Step<I, O> work) {
    Step<I, O> seen = seen(name, work);
    return stream.processValues(() -> new StepProcessor<>(name, seen), Named.as(name));
  }

  private <I, O> Step<I, O> seen(String name, Step<I, O> work) {
    return InstrumentedStep.wrap(name, TracedStep.wrap(name, work, tracer), meters);
  }
}
