package io.eigencam.pipeline;

import io.eigencam.frame.FrameRejected;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The last node: each result to its own sink. The only node that sets a record's key, since a
 * record without a usable one is rejected on behalf of a stand-in.
 */
final class PublishProcessor extends ContextualProcessor<byte[], Results, byte[], byte[]> {
  static final String DETECTIONS = "detections";
  static final String ATTENTION_MAPS = "attention-maps";
  static final String DEAD_LETTERS = "camera-frames-dlq";

  private final Departures departures;
  private final FrameObserver observer;
  private final Step<Results, Departure> step;

  /**
   * @param observer is told what became of each frame
   * @param observed what goes around the work of this step
   */
  PublishProcessor(
      Departures departures,
      FrameObserver observer,
      UnaryOperator<Step<Results, Departure>> observed) {
    this.departures = departures;
    this.observer = observer;
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

  private Departure publish(Results results) {
    Departure departure = departures.of(results, context().currentSystemTimeMs());
    forward(departure.analysis(), DETECTIONS);
    forward(departure.maps(), ATTENTION_MAPS);
    forward(departure.deadLetter(), DEAD_LETTERS);
    observer.accept(departure.outcome());
    if (departure.letter() != null) {
      observer.deadLetter(departure.letter());
    }
    return departure;
  }

  private void forward(@Nullable Record<byte[], byte[]> record, String sink) {
    if (record != null) {
      context().forward(record, sink);
    }
  }
}
