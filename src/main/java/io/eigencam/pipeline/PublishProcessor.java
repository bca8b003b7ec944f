package io.eigencam.pipeline;

import io.eigencam.fault.DeadLetter;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.eigencam.message.AttentionMaps;
import io.eigencam.publish.ResultRecord;
import io.eigencam.topic.Topic;
import java.util.function.Consumer;
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

  private final Topic<?, ?> deadLetters;
  private final Consumer<FrameOutcome> observer;

  /**
   * @param deadLetters how large a dead letter may be
   * @param observer is told what became of each frame
   */
  PublishProcessor(Topic<?, ?> deadLetters, Consumer<FrameOutcome> observer) {
    this.deadLetters = deadLetters;
    this.observer = observer;
  }

  @Override
  public void process(Record<byte[], Results> record) {
    Results results = record.value();
    FrameReference frame = results.outcome().frame();
    forward(frame, results.analysis(), DETECTIONS);
    AttentionMaps maps = results.maps();
    if (maps != null) {
      forward(frame, maps, ATTENTION_MAPS);
    }
    DeadLetter letter = results.deadLetter();
    if (letter != null) {
      ProducerRecord<byte[], byte[]> dead = letter.record(deadLetters);
      context()
          .forward(
              new Record<>(dead.key(), dead.value(), dead.timestamp(), dead.headers()),
              DEAD_LETTERS);
    }
    observer.accept(results.outcome());
  }

  private void forward(FrameReference frame, SpecificRecord message, String sink) {
    ResultRecord<SpecificRecord> result = new ResultRecord<>(frame, message);
    context()
        .forward(new Record<>(result.key(), message, result.timestamp(), result.headers()), sink);
  }
}
