package io.eigencam.audit;

import java.util.List;
import java.util.Objects;

/**
 * The account of a range of frames.
 *
 * @param deletedUnread frames of no known camera that the topic deleted before their turn, at most
 * @param cameras by name
 * @param absent cameras that were asked for, of which no frame came in
 * @param findings the first of each kind
 * @param findingsLeftOut how many further ones there were
 * @param otherResults results that were read, but belong to frames outside the range
 * @param notes what limits the proof, for people
 */
public record AuditReport(
    long deletedUnread,
    CameraAccount total,
    List<CameraAccount> cameras,
    List<String> absent,
    List<Finding> findings,
    long findingsLeftOut,
    long otherResults,
    List<String> notes) {
  public AuditReport {
    Objects.requireNonNull(total, "total");
    cameras = List.copyOf(cameras);
    absent = List.copyOf(absent);
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /**
   * Whether every frame was answered exactly once, in order, or still may be. Where there was
   * nothing to check, of all or of a camera that was asked for, nothing is proved.
   */
  public boolean holds() {
    return checked() && absent.isEmpty() && total.holds() && deletedUnread == 0;
  }

  /** Whether there was any frame. */
  public boolean checked() {
    return total.frames() > 0;
  }
}
