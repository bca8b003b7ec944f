package io.eigencam.ingest;

import io.eigencam.frame.ExplainTurn;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.ShedReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides, when a frame's turn comes, whether it is worked on and whether it is explained. The only
 * place in the steps that looks at a clock; what it decides is written into the result, so that
 * whoever reads the result again needs none.
 *
 * <p>Remembers a little of each camera, of those of one partition: made anew with each assignment,
 * so that a frame which is read again after an abort does not count as out of order. Used by one
 * thread.
 */
public final class Arrivals {
  /** Cameras that are remembered; the one not heard of for longest is forgotten. */
  static final int CAMERAS = 4096;

  private final Function<String, LoadPolicy> policies;
  private final InstantSource clock;
  private final Map<String, Last> last =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Last> eldest) {
          return size() > CAMERAS;
        }
      };

  /**
   * @param policies of each camera, by its id
   */
  public Arrivals(Function<String, LoadPolicy> policies, InstantSource clock) {
    this.policies = Objects.requireNonNull(policies, "policies");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** The policy of a frame's camera. */
  public LoadPolicy policy(FrameReference frame) {
    return policies.apply(frame.cameraId());
  }

  /** Decides about a camera's next frame. */
  public Arrival judge(FrameReference frame) {
    LoadPolicy policy = policy(frame);
    Instant now = clock.instant();
    Duration waited = Duration.between(frame.ingestTime(), now);
    Duration sinceCapture = Duration.between(frame.captureTime(), now);
    Duration age = waited.compareTo(sinceCapture) > 0 ? waited : sinceCapture;
    boolean late = policy.isLate(age);
    ShedReason shed = null;
    if (late && policy.shedsOld()) {
      shed = policy.isLate(waited) ? ShedReason.OVERLOAD : ShedReason.LATE;
    }
    Last before = last.get(frame.cameraId());
    int every = policy.explainEvery(age);
    long unexplained = before == null ? Math.floorMod(frame.sequence(), every) : before.unexplained;
    boolean taken = unexplained == 0 || unexplained >= every;
    if (shed == null) {
      unexplained = taken ? 1 : unexplained + 1;
    }
    last.put(frame.cameraId(), new Last(frame.sequence(), frame.captureTime(), unexplained));
    return new Arrival(
        frame, now, late, isBefore(frame, before), shed, new ExplainTurn(every, taken));
  }

  private static boolean isBefore(FrameReference frame, @Nullable Last before) {
    return before != null
        && (frame.sequence() < before.sequence || frame.captureTime().isBefore(before.captureTime));
  }

  /**
   * A camera's last frame.
   *
   * @param unexplained how many frames were worked on since one was explained, that one included.
   *     Counted, not taken from the frames' numbers: under load every second frame may be shed, and
   *     none of the others have a number that divides. Where no frame is missing, the ones
   *     explained are those whose number does, since the count begins with the first frame's.
   */
  private record Last(long sequence, Instant captureTime, long unexplained) {}
}
