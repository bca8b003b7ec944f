package io.eigencam.pipeline;

import io.eigencam.encode.CoarserMaps;
import io.eigencam.fault.DeadLetter;
import io.eigencam.fault.TopicLimits;
import io.eigencam.fault.TopicTimes;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RejectionReason;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.MapStatus;
import io.eigencam.publish.ResultRecord;
import io.eigencam.topic.Topic;
import io.eigencam.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes of results what their topics take. What is too large is made smaller here, where it costs
 * nobody anything; a record that the broker refuses ends the transaction. Maps become coarser, or
 * are left out; a frame whose result is too large, or cannot be written for a defect, is rejected
 * with a result that says so; and where not even that fits, a dead letter alone tells.
 */
final class Departures {
  private static final Logger LOG = Logger.getLogger(Departures.class);
  private static final String STEP = "publish";

  /** The batch around a record, and the record's own lengths. */
  private static final int BATCH = 1024;

  private final Topics topics;
  private final Serializer<FrameAnalysis> analyses;
  private final Serializer<AttentionMaps> maps;
  private final Step<FrameOutcome, Encoded> encoder;
  private final UnaryOperator<FrameReference> trace;

  /**
   * @param trace a frame as its results name it
   */
  Departures(
      Topics topics,
      Serializer<FrameAnalysis> analyses,
      Serializer<AttentionMaps> maps,
      Step<FrameOutcome, Encoded> encoder,
      UnaryOperator<FrameReference> trace) {
    this.topics = topics;
    this.analyses = analyses;
    this.maps = maps;
    this.encoder = encoder;
    this.trace = trace;
  }

  /**
   * @param now milliseconds since the epoch, UTC
   * @throws NowhereToWriteException if no topic takes anything
   */
  Departure of(Results results, long now) {
    RejectionReason reason;
    String text;
    Exception cause;
    try {
      return whole(results, now);
    } catch (FrameRejected refusal) {
      reason = refusal.reason();
      text = refusal.text();
      cause = refusal;
    } catch (RuntimeException defect) {
      rethrowOutage(defect);
      LOG.error("A defect of this program: the frame is rejected", defect);
      reason = RejectionReason.INTERNAL_ERROR;
      text = GuardedStep.text(defect);
      cause = defect;
    }
    if (results.deadLetter() != null) {
      return letterAlone(results.outcome(), results.deadLetter(), now); // its reason came first
    }
    FrameOutcome.Rejected rejected = rejected(results.outcome(), reason, text);
    DeadLetter letter = new DeadLetter(results.source(), rejected, cause.getClass());
    try {
      return whole(new Results(results.source(), rejected, encoder.work(rejected), letter), now);
    } catch (FrameRejected stillTooLarge) {
      return letterAlone(rejected, letter, now);
    } catch (RuntimeException defect) {
      rethrowOutage(defect);
      LOG.error("A defect of this program: a dead letter alone tells of the frame", defect);
      return letterAlone(rejected, letter, now);
    }
  }

  private static void rethrowOutage(RuntimeException failure) {
    if (Outage.causedWriting(failure)) {
      throw failure;
    }
  }

  private static FrameOutcome.Rejected rejected(
      FrameOutcome outcome, RejectionReason reason, String text) {
    return new FrameOutcome.Rejected(
        outcome.frame(),
        outcome.size(),
        outcome instanceof FrameOutcome.Analyzed analyzed ? analyzed.model() : null,
        STEP,
        reason,
        text,
        outcome.timings());
  }

  private Departure whole(Results results, long now) throws FrameRejected {
    Encoded messages = results.messages();
    if (messages == null) {
      throw new FrameRejected(RejectionReason.INTERNAL_ERROR, "a defect left no result");
    }
    FrameReference frame = trace.apply(results.outcome().frame());
    Record<byte[], byte[]> mapsRecord = maps(frame, messages, now);
    Record<byte[], byte[]> analysis =
        record(frame, messages.analysis(), analyses, topics.detections(), now);
    long limit = limit(topics.detections());
    if (bytes(analysis) > limit) {
      throw new FrameRejected(
          RejectionReason.RESULT_TOO_LARGE,
          "the result has %d bytes, %s takes %d: raise its max.message.bytes or lower eigencam.model.max-detections"
              .formatted(bytes(analysis), topics.detections().name(), limit));
    }
    DeadLetter letter = results.deadLetter();
    if (letter == null) {
      return new Departure(results.outcome(), analysis, mapsRecord, null, null);
    }
    ProducerRecord<byte[], byte[]> dead = letter.record(topics.deadLetters(), now);
    return new Departure(
        results.outcome(),
        analysis,
        mapsRecord,
        record(dead),
        LetterForm.of(dead, letter.source().value()));
  }

  private Departure letterAlone(FrameOutcome outcome, DeadLetter letter, long now) {
    ProducerRecord<byte[], byte[]> dead = letter.record(topics.deadLetters(), now);
    if (dead == null) {
      throw new NowhereToWriteException(letter.source(), topics);
    }
    return new Departure(
        outcome, null, null, record(dead), LetterForm.of(dead, letter.source().value()));
  }

  private static @Nullable Record<byte[], byte[]> record(
      @Nullable ProducerRecord<byte[], byte[]> letter) {
    return letter == null
        ? null
        : new Record<>(letter.key(), letter.value(), letter.timestamp(), letter.headers());
  }

  /** The maps, as fine as the topic takes them; their status goes into the analysis. */
  private @Nullable Record<byte[], byte[]> maps(FrameReference frame, Encoded messages, long now) {
    AttentionMaps message = messages.maps();
    long limit = limit(topics.attentionMaps());
    while (message != null) {
      Record<byte[], byte[]> record = record(frame, message, maps, topics.attentionMaps(), now);
      if (bytes(record) <= limit) {
        return record;
      }
      message = CoarserMaps.of(message);
      messages.analysis().setMapStatus(message == null ? MapStatus.TOO_LARGE : MapStatus.DEGRADED);
    }
    return null;
  }

  private static <M extends SpecificRecord> Record<byte[], byte[]> record(
      FrameReference frame, M message, Serializer<M> serializer, Topic<?, M> topic, long now) {
    ResultRecord<M> result = new ResultRecord<>(frame, message);
    Headers headers = result.headers();
    return new Record<>(
        result.key().getBytes(StandardCharsets.UTF_8),
        serializer.serialize(topic.name(), headers, message),
        TopicTimes.of(topic.name(), result.timestamp(), now),
        headers);
  }

  private static long limit(Topic<?, ?> topic) {
    return Math.min(topic.maxMessageBytes() - BATCH, TopicLimits.of(topic.name()));
  }

  private static long bytes(Record<byte[], byte[]> record) {
    return TopicLimits.bytes(record.key(), record.value(), record.headers());
  }
}
