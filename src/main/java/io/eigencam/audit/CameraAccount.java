package io.eigencam.audit;

import java.util.Objects;

/**
 * What became of a camera's frames, or of all.
 *
 * @param frames that came in
 * @param rejected with a result that says so, or as a dead letter alone
 * @param inFlight not answered, and not due yet
 * @param missing not answered, although due
 * @param sentTwice frames whose id another frame of the camera had before: the producer's doing,
 *     answered one by one like any other
 * @param duplicated results beyond one per frame
 * @param withoutFrame results that belong to no frame
 * @param outOfOrder results that stand behind that of a later frame
 * @param withoutDeadLetter rejected frames that are no dead letters
 * @param undueDeadLetters dead letters of frames that have a good result, or beyond one per
 *     rejection
 * @param unreadable records among the results that are none
 */
public record CameraAccount(
    String camera,
    long frames,
    long analyzed,
    long shed,
    long rejected,
    long inFlight,
    long missing,
    long sentTwice,
    long duplicated,
    long withoutFrame,
    long outOfOrder,
    long withoutDeadLetter,
    long undueDeadLetters,
    long unreadable) {
  public CameraAccount {
    Objects.requireNonNull(camera, "camera");
    if (frames != analyzed + shed + rejected + inFlight + missing) {
      throw new IllegalArgumentException("%s: the account is wrong by itself".formatted(camera));
    }
  }

  /** Whether every frame was answered exactly once, in order, or still may be. */
  public boolean holds() {
    return missing
            + duplicated
            + withoutFrame
            + outOfOrder
            + withoutDeadLetter
            + undueDeadLetters
            + unreadable
        == 0;
  }
}
