package io.eigencam.audit;

import io.eigencam.message.FrameStatus;
import java.util.HashMap;
import java.util.Map;

/** Counts for one camera, or for all. */
final class CameraRow {
  final String camera;
  long frames;
  long analyzed;
  long shed;
  long rejected;
  long inFlight;
  long missing;
  long sentTwice;
  long duplicated;
  long withoutFrame;
  long outOfOrder;
  long withoutDeadLetter;
  long undueDeadLetters;
  long unreadable;

  /** Milliseconds since the epoch, of the frames in the range. */
  long earliest = Long.MAX_VALUE;

  long latest = Long.MIN_VALUE;

  /** Whether a frame's record has no usable time, so that its result tells another. */
  boolean undated;

  /** Offset of the frame of the newest result, by partitions of both. */
  private final Map<Long, Long> answered = new HashMap<>();

  CameraRow(String camera) {
    this.camera = camera;
  }

  void seen(long timestamp) {
    if (timestamp < 0) {
      undated = true;
      return;
    }
    earliest = Math.min(earliest, timestamp);
    latest = Math.max(latest, timestamp);
  }

  /** Whether a result can be about a frame in the range: it tells when that came in. */
  boolean mayHold(long ingested) {
    return undated || ingested >= earliest && ingested <= latest;
  }

  void count(FrameStatus status) {
    switch (status) {
      case ANALYZED -> analyzed++;
      case SHED -> shed++;
      case REJECTED -> rejected++;
    }
  }

  /** Whether this frame's result stands where that of an earlier frame is expected. */
  boolean isLate(int framePartition, long frameOffset, int resultPartition) {
    Long newest =
        answered.merge(
            (long) framePartition << Integer.SIZE | resultPartition, frameOffset, Math::max);
    return newest > frameOffset;
  }

  void add(CameraRow other) {
    frames += other.frames;
    analyzed += other.analyzed;
    shed += other.shed;
    rejected += other.rejected;
    inFlight += other.inFlight;
    missing += other.missing;
    sentTwice += other.sentTwice;
    duplicated += other.duplicated;
    withoutFrame += other.withoutFrame;
    outOfOrder += other.outOfOrder;
    withoutDeadLetter += other.withoutDeadLetter;
    undueDeadLetters += other.undueDeadLetters;
    unreadable += other.unreadable;
  }

  CameraAccount account() {
    return new CameraAccount(
        camera,
        frames,
        analyzed,
        shed,
        rejected,
        inFlight,
        missing,
        sentTwice,
        duplicated,
        withoutFrame,
        outOfOrder,
        withoutDeadLetter,
        undueDeadLetters,
        unreadable);
  }
}
