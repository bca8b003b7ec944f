package io.eigencam.pipeline;

import io.eigencam.fault.DeadLetter;
import io.eigencam.fault.TopicLimits;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.FrameRejected;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.MapStatus;
import io.eigencam.publish.ResultRecord;
import io.eigencam.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The last node: each result to its own sink. The only node that sets a record's key, since a
 * record without a usable one is rejected on behalf of a stand-in.
 */
final class PublishProcessor extends ContextualProcessor<byte[], Results, Object, Object> {
  static final String DETECTIONS = "detections";
  static final String ATTENTION_MAPS = "attention-maps";
  static final String DEAD_LETTERS = "camera-frames-dlq";

  /** Around the payloads of maps: names, figures, places. */
  private static final int AROUND_MAP = 512;

  private final Topics topics;
  private final Consumer<FrameOutcome> observer;
  private final UnaryOperator<FrameReference> trace;
  private final MeterRegistry meters;
  private final Step<Results, Results> step;

  /**
   * @param observer is told what became of each frame
   * @param trace a frame as its results name it
   * @param observed what goes around the work of this step
   */
  PublishProcessor(
      Topics topics,
      Consumer<FrameOutcome> observer,
      UnaryOperator<FrameReference> trace,
      UnaryOperator<Step<Results, Results>> observed,
      MeterRegistry meters) {
    this.topics = topics;
    this.observer = observer;
    this.trace = trace;
    this.meters = meters;
    this.step = observed.apply(this::publish);
  }

  @Override
  public void process(Record<byte[], Results> record) {
    try {
      step.work(record.value());
    } catch (FrameRejected impossible) {
      throw new IllegalStateException("what has become results is not rejected", impossible);
    }
  }

  private Results publish(Results results) {
    FrameReference frame = trace.apply(results.outcome().frame());
    AttentionMaps maps = results.maps();
    if (maps != null && bytes(maps) > TopicLimits.of(topics.attentionMaps().name())) {
      results.analysis().setMapStatus(MapStatus.TOO_LARGE);
      maps = null;
    }
    forward(frame, results.analysis(), DETECTIONS);
    if (maps != null) {
      forward(frame, maps, ATTENTION_MAPS);
    }
    if (results.deadLetter() != null) {
      forward(results.deadLetter());
    }
    observer.accept(results.outcome());
    return results;
  }

  private void forward(DeadLetter letter) {
    ProducerRecord<byte[], byte[]> dead = letter.record(topics.deadLetters());
    String form = "whole";
    if (dead == null) {
      form = "left_out";
    } else {
      if (dead.value() == null && letter.source().value() != null) {
        form = "without_value";
      }
      context()
          .forward(
              new Record<>(dead.key(), dead.value(), dead.timestamp(), dead.headers()),
              DEAD_LETTERS);
    }
    Counter.builder("eigencam.dead.letters")
        .description("Rejected frames by what of them was written to the topic of dead letters")
        .tag("form", form)
        .register(meters)
        .increment();
  }

  private static long bytes(AttentionMaps maps) {
    return AROUND_MAP
        + maps.getMaps().stream().mapToLong(map -> AROUND_MAP + map.getPayload().remaining()).sum();
  }

  private void forward(FrameReference frame, SpecificRecord message, String sink) {
    ResultRecord<SpecificRecord> result = new ResultRecord<>(frame, message);
    context()
        .forward(new Record<>(result.key(), message, result.timestamp(), result.headers()), sink);
  }
}
