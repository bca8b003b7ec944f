package io.eigencam.audit;

import io.eigencam.audit.Finding.Kind;
import io.eigencam.audit.Strangers.Stranger;
import io.eigencam.message.FrameStatus;
import io.eigencam.topic.PartitionRange;
import io.eigencam.topic.RecordPosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Proves {@code frames in = analysed + shed + rejected}, or says what breaks it. Told of all frames
 * first, then of all results, then of all dead letters, each partition in its order.
 *
 * <p>A frame and its result belong together by camera and CloudEvents id. What is remembered is a
 * number per frame and a few figures per camera: {@link #framesFitting} says how many fit.
 */
public final class FrameLedger {
  /** Cameras beyond share a row, in which order is not followed. */
  static final int MOST_CAMERAS = 10_000;

  static final String FURTHER_CAMERAS = "(further cameras)";

  private final String framesTopic;
  private final Map<Integer, PartitionRange> ranges = new HashMap<>();
  private final boolean openStart;
  private final boolean openEnd;
  private final WorkDone work;
  private final FrameHash hash = new FrameHash();
  private final FrameTable table;
  private final Findings findings;
  private final Map<String, Integer> rowNumbers = new HashMap<>();
  private final List<CameraRow> rows = new ArrayList<>();

  /**
   * Per partition of the frames, the offset after the last that has a result. Not moved by dead
   * letters: they are read up to a later time.
   */
  private final Map<Integer, Long> answered = new HashMap<>();

  private final Strangers strangers = new Strangers();
  private final Set<RecordPosition> lettersWithoutId = new HashSet<>();
  private long otherResults;
  private long deletedUnread;

  /**
   * @param frames the ranges of the frames' topic that are audited; not empty
   * @param openEnd whether the ranges reach to everything that the results may speak of
   * @param maxFrames how many may be remembered
   * @param maxFindings how many of each kind are listed
   */
  public FrameLedger(
      List<PartitionRange> frames,
      boolean openEnd,
      WorkDone work,
      long maxFrames,
      int maxFindings) {
    this.framesTopic = frames.get(0).partition().topic();
    frames.forEach(range -> ranges.put(range.partition().partition(), range));
    this.openStart = frames.stream().allMatch(range -> range.begin() == 0);
    this.openEnd = openEnd;
    this.work = work;
    this.table = new FrameTable(maxFrames);
    this.findings = new Findings(maxFindings);
  }

  /** How many frames can be remembered in so many bytes. */
  public static long framesFitting(long bytes) {
    return FrameTable.fitting(bytes);
  }

  /**
   * A frame came in.
   *
   * @param timestamp of its record, milliseconds since the epoch; negative when it has no usable
   *     one
   */
  public void frame(String camera, String id, int partition, long offset, long timestamp) {
    int slot = table.add(hash.of(camera, id));
    int number = rowNumber(camera);
    CameraRow row = rows.get(number);
    row.frames++;
    row.seen(timestamp);
    if (table.frames[slot]++ > 0) {
      row.sentTwice++;
    }
    table.cameras[slot] = number;
    table.partitions[slot] = partition;
    table.offsets[slot] = offset;
  }

  /**
   * A result came out.
   *
   * @param ingested timestamp of the frame's record as the result tells it, milliseconds since the
   *     epoch
   * @param position where the result stands
   */
  public void result(
      String camera, String id, FrameStatus status, long ingested, RecordPosition position) {
    int slot = table.find(hash.of(camera, id));
    if (slot < 0) {
      unmatched(camera, id, ingested, position);
      return;
    }
    CameraRow row = rows.get(table.cameras[slot]);
    if (!row.mayHold(ingested)) {
      otherResults++; // of a frame outside that had the same id
      return;
    }
    if (++table.results[slot] > table.frames[slot]) {
      row.duplicated++;
      findings.add(
          new Finding(
              Kind.DUPLICATE, camera, position, "one result too many of frame " + frame(slot)));
      return;
    }
    strangers.matched(table.cameras[slot], position.partition()).forEach(this::withoutFrame);
    row.count(status);
    if (status == FrameStatus.REJECTED) {
      table.rejected[slot]++;
    }
    if (table.frames[slot] > 1) {
      return; // which of them it is cannot be told
    }
    answered.merge(table.partitions[slot], table.offsets[slot] + 1, Math::max);
    if (!row.camera.equals(FURTHER_CAMERAS)
        && row.isLate(table.partitions[slot], table.offsets[slot], position.partition())) {
      row.outOfOrder++;
      findings.add(
          new Finding(
              Kind.OUT_OF_ORDER,
              camera,
              position,
              "the result of frame %s stands behind that of a later frame".formatted(frame(slot))));
    }
  }

  /** A result that cannot be read. */
  public void unreadable(String camera, RecordPosition position) {
    rows.get(rowNumber(camera)).unreadable++;
    findings.add(
        new Finding(Kind.UNREADABLE, camera, position, "no result that can be read stands here"));
  }

  /**
   * A frame became a dead letter.
   *
   * @param source where the frame stood
   */
  public void deadLetter(String camera, String id, RecordPosition source) {
    if (!isAudited(source)) {
      return; // of a frame outside, which may have had the same id
    }
    int slot = table.find(hash.of(camera, id));
    if (slot >= 0) {
      table.letters[slot]++;
    } else {
      lettersWithoutId.add(source); // too large for its topic with its own headers or key
    }
  }

  private boolean isAudited(RecordPosition source) {
    PartitionRange range = ranges.get(source.partition());
    return range != null
        && source.topic().equals(framesTopic)
        && source.offset() >= range.begin()
        && source.offset() < range.end();
  }

  /** Frames that a partition's topic deleted, though their turn had not come. */
  public void deletedUnread(int partition, long first, long count) {
    deletedUnread += count;
    findings.add(
        new Finding(
            Kind.DELETED_UNREAD,
            "",
            new RecordPosition(framesTopic, partition, first),
            "up to %d frames from here on were deleted (retention) before their turn; give the topic a longer retention or the service more threads"
                .formatted(count)));
  }

  /**
   * Draws the balance. Nothing may be told afterwards.
   *
   * @param cameras that were asked for; empty for all
   */
  public AuditReport close(Set<String> cameras, List<String> notes) {
    table.forEach(this::close);
    otherResults += strangers.unresolved();
    CameraRow total = new CameraRow("");
    Map<String, CameraAccount> accounts = new TreeMap<>();
    for (CameraRow row : rows) {
      total.add(row);
      accounts.put(row.camera, row.account());
    }
    return new AuditReport(
        deletedUnread,
        total.account(),
        List.copyOf(accounts.values()),
        cameras.stream().filter(camera -> !hasFrames(camera)).sorted().toList(),
        findings.sorted(),
        findings.leftOut(),
        otherResults,
        notes);
  }

  /** In doubt yes: those that share a row cannot be told apart. */
  private boolean hasFrames(String camera) {
    Integer number =
        rowNumbers.getOrDefault(
            camera, rows.size() > MOST_CAMERAS ? rowNumbers.get(FURTHER_CAMERAS) : null);
    return number != null && rows.get(number).frames > 0;
  }

  private void close(int slot) {
    CameraRow row = rows.get(table.cameras[slot]);
    RecordPosition frame = frame(slot);
    int letters = table.letters[slot];
    if (table.frames[slot] == 1 && lettersWithoutId.contains(frame)) {
      letters = Math.max(letters, 1);
    }
    int open = Math.max(0, table.frames[slot] - table.results[slot]);
    int spare = Math.max(0, letters - table.rejected[slot]);
    int letterOnly = Math.min(open, spare);
    row.rejected += letterOnly;
    open -= letterOnly;
    if (open > 0) {
      unanswered(row, slot, frame, open);
    }
    int undue = letters - table.rejected[slot] - letterOnly;
    if (undue > 0) {
      row.undueDeadLetters += undue;
      findings.add(
          new Finding(
              Kind.UNDUE_DEAD_LETTER,
              row.camera,
              frame,
              "the frame is a dead letter more often than it was rejected" + times(slot)));
    }
    int withoutLetter = table.rejected[slot] - letters;
    if (withoutLetter > 0) {
      row.withoutDeadLetter += withoutLetter;
      findings.add(
          new Finding(
              Kind.NO_DEAD_LETTER,
              row.camera,
              frame,
              "the frame was rejected, but is no dead letter" + times(slot)));
    }
  }

  private void unanswered(CameraRow row, int slot, RecordPosition frame, int open) {
    long reached = answered.getOrDefault(frame.partition(), 0L);
    if (!work.due(frame.partition(), frame.offset(), reached)) {
      row.inFlight += open;
      return;
    }
    row.missing += open;
    findings.add(
        new Finding(Kind.MISSING, row.camera, frame, "the frame has no result" + times(slot)));
  }

  private String times(int slot) {
    return table.frames[slot] == 1
        ? ""
        : " (the last of %d frames with the same id, which have %d results)"
            .formatted(table.frames[slot], table.results[slot]);
  }

  private RecordPosition frame(int slot) {
    return new RecordPosition(framesTopic, table.partitions[slot], table.offsets[slot]);
  }

  /** A result of a frame outside the ranges, unless its frame should be there. */
  private void unmatched(String camera, String id, long ingested, RecordPosition position) {
    Integer number = rowNumbers.get(camera);
    Stranger stranger = new Stranger(camera, id, position);
    if (openStart && openEnd) {
      withoutFrame(stranger);
      return;
    }
    CameraRow row = number == null ? null : rows.get(number);
    boolean begun = openStart || row != null && !row.undated && row.earliest < ingested;
    boolean notOver = openEnd || row != null && !row.undated && ingested < row.latest;
    if (number == null || !begun || !notOver) {
      otherResults++;
      return;
    }
    switch (strangers.place(number, stranger, openStart, openEnd)) {
      case WITHIN -> withoutFrame(stranger);
      case BEFORE -> otherResults++;
      case PERHAPS -> {} // the next result of the camera that has its frame tells
    }
  }

  private void withoutFrame(Stranger stranger) {
    rows.get(rowNumber(stranger.camera())).withoutFrame++;
    findings.add(
        new Finding(
            Kind.WITHOUT_FRAME,
            stranger.camera(),
            stranger.position(),
            "a result of no frame: id " + stranger.id()));
  }

  private int rowNumber(String camera) {
    Integer known = rowNumbers.get(camera);
    if (known != null) {
      return known;
    }
    String name = rows.size() < MOST_CAMERAS ? camera : FURTHER_CAMERAS;
    return rowNumbers.computeIfAbsent(
        name,
        unknown -> {
          rows.add(new CameraRow(name));
          return rows.size() - 1;
        });
  }
}
