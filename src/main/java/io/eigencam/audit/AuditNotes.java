package io.eigencam.audit;

import io.eigencam.topic.PartitionRange;
import java.util.ArrayList;
import java.util.List;

/** What limits the proof. */
final class AuditNotes {
  private final AuditQuestion question;
  private final WorkDone work;

  AuditNotes(AuditQuestion question, WorkDone work) {
    this.question = question;
    this.work = work;
  }

  List<String> about(
      List<PartitionRange> frames, List<PartitionRange> results, List<PartitionRange> letters) {
    List<String> notes = new ArrayList<>();
    if (!work.known()) {
      notes.add(
          "group %s has committed nothing here, so frames after the last answered one of their partition count as in flight; name the application's group with --group"
              .formatted(question.group()));
    }
    gone(
        frames,
        "frames before them are deleted (retention) and not audited: %s begins at offset %d",
        notes);
    gone(
        results,
        "results before them are deleted, so their frames count as missing: %s begins at offset %d",
        notes);
    gone(
        letters,
        "dead letters before them are deleted, so their frames count as rejected without one: %s begins at offset %d",
        notes);
    return notes;
  }

  private static void gone(List<PartitionRange> ranges, String text, List<String> notes) {
    for (PartitionRange range : ranges) {
      if (range.kept() > 0 && range.begin() == range.kept()) {
        notes.add(text.formatted(range.partition(), range.kept()));
      }
    }
  }
}
