package io.eigencam.audit;

import io.eigencam.frame.FrameReference;
import io.eigencam.ingest.FrameIngest;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameOrigin;
import io.eigencam.topic.CommittedReader;
import io.eigencam.topic.DeadLetterHeaders;
import io.eigencam.topic.PartitionRange;
import io.eigencam.topic.RecordPosition;
import io.eigencam.topic.SourceRecord;
import io.eigencam.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Fills the ledger from the topics: frames, results, dead letters.
 *
 * <p>The order of the looks at the cluster makes the answer exact while everything runs: first how
 * far the work has come, then where the results end, then where the frames end, and where the dead
 * letters end only after the results were read. So every frame that counts as done has its result
 * before the results' end, every result there has its frame before the frames' end, and every
 * rejection, whose transaction is over by then, its dead letter.
 */
public final class TopicAudit {
  private final CommittedReader reader;
  private final ClusterState cluster;
  private final Topics topics;
  private final Deserializer<FrameAnalysis> analyses;
  private final AuditQuestion question;
  private final LongConsumer progress;
  private long read;

  /** Milliseconds since the epoch, of the earliest result that a frame in the range may have. */
  private long earliestResult = Long.MAX_VALUE;

  private long earliestFrame = Long.MAX_VALUE;

  /**
   * @param reader stays the caller's, as do the others
   * @param progress is told how many records were read
   */
  public TopicAudit(
      Admin admin,
      CommittedReader reader,
      Topics topics,
      Deserializer<FrameAnalysis> analyses,
      AuditQuestion question,
      LongConsumer progress) {
    this.cluster = new ClusterState(admin);
    this.reader = reader;
    this.topics = topics;
    this.analyses = analyses;
    this.question = question;
    this.progress = progress;
  }

  /**
   * Reads it all.
   *
   * @param maxFrames how many frames may be remembered
   * @param maxFindings how many findings of each kind are listed
   * @throws org.apache.kafka.common.KafkaException if topics or registry cannot be read
   */
  public AuditReport run(long maxFrames, int maxFindings) {
    String framesTopic = topics.cameraFrames().name();
    List<TopicPartition> resultPartitions = reader.partitions(topics.detections().name());
    List<TopicPartition> letterPartitions = reader.partitions(topics.deadLetters().name());
    WorkDone work = cluster.workDone(question.group(), framesTopic);
    Map<TopicPartition, Long> resultEnds = cluster.ends(resultPartitions);
    List<PartitionRange> frames = reader.range(framesTopic, question.from(), question.to());

    FrameLedger ledger =
        new FrameLedger(frames, question.to() == null, work, maxFrames, maxFindings);
    reader.read(frames, record -> frame(ledger, record));
    List<PartitionRange> results = since(earliestResult, resultEnds);
    reader.read(results, record -> result(ledger, record));
    List<PartitionRange> letters = since(earliestFrame, cluster.ends(letterPartitions));
    reader.read(letters, record -> deadLetter(ledger, record));
    deletedUnread(ledger, frames, work);
    return ledger.close(
        question.cameras(), new AuditNotes(question, work).about(frames, results, letters));
  }

  /** Where the range begins with the oldest record kept, what was there before concerns it. */
  private static void deletedUnread(
      FrameLedger ledger, List<PartitionRange> frames, WorkDone work) {
    for (PartitionRange range : frames) {
      int partition = range.partition().partition();
      long unread = work.unreadBefore(partition, range.kept());
      if (unread > 0 && range.begin() == range.kept()) {
        ledger.deletedUnread(partition, range.kept() - unread, unread);
      }
    }
  }

  /** Results and dead letters bear their frame's time, or an earlier one. */
  private List<PartitionRange> since(long millis, Map<TopicPartition, Long> ends) {
    boolean whole = question.from() == null && question.to() == null;
    return reader.range(
        ends,
        whole || millis == Long.MAX_VALUE ? question.from() : Instant.ofEpochMilli(millis),
        null);
  }

  private void frame(FrameLedger ledger, ConsumerRecord<byte[], byte[]> record) {
    count();
    SourceRecord source = SourceRecord.of(record);
    FrameReference frame = FrameIngest.reference(source);
    if (!question.asksFor(frame.cameraId())) {
      return;
    }
    long ingested = frame.ingestTime().toEpochMilli();
    earliestFrame = Math.min(earliestFrame, ingested);
    earliestResult = Math.min(earliestResult, FrameIngest.earliestResult(source));
    boolean dated = record.timestamp() >= 0 && record.timestamp() <= SourceRecord.LATEST;
    ledger.frame(
        frame.cameraId(), frame.id(), record.partition(), record.offset(), dated ? ingested : -1);
  }

  private void result(FrameLedger ledger, ConsumerRecord<byte[], byte[]> record) {
    count();
    RecordPosition position = RecordPosition.of(record);
    FrameAnalysis analysis;
    try {
      analysis = analyses.deserialize(record.topic(), record.value());
    } catch (SerializationException foreign) {
      analysis = null; // somebody else's record: that is a finding
    }
    if (analysis == null) {
      String camera = FrameIngest.reference(SourceRecord.of(record)).cameraId();
      if (question.asksFor(camera)) {
        ledger.unreadable(camera, position);
      }
      return;
    }
    FrameOrigin frame = analysis.getFrame();
    if (question.asksFor(frame.getCameraId())) {
      ledger.result(
          frame.getCameraId(),
          frame.getId(),
          analysis.getStatus(),
          frame.getIngestTime().toEpochMilli(),
          position);
    }
  }

  private void deadLetter(FrameLedger ledger, ConsumerRecord<byte[], byte[]> record) {
    count();
    DeadLetterHeaders told = DeadLetterHeaders.read(record.headers());
    if (told == null) {
      return; // somebody else's
    }
    RecordPosition stood = new RecordPosition(told.topic(), told.partition(), told.offset());
    FrameReference frame = FrameIngest.reference(SourceRecord.at(stood, record));
    ledger.deadLetter(frame.cameraId(), frame.id(), stood);
  }

  private void count() {
    progress.accept(++read);
  }
}
