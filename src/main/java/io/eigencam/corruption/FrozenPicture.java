package io.eigencam.corruption;

import java.time.Duration;

/**
 * A camera or decoder that hangs: the last picture is sent again and again, for 2 s, 5 s, 20 s, 2
 * minutes, or for ever. A fault of the stream: no picture of it is wrong.
 */
public final class FrozenPicture {
  private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE / 2);

  private final Duration onset;
  private final Duration length;

  /**
   * @param severity 1 to {@link Corruption#SEVERITIES}
   * @param onset position in the stream of the picture that stays
   */
  public FrozenPicture(int severity, Duration onset) {
    this.onset = onset;
    this.length =
        switch (severity) {
          case 1 -> Duration.ofSeconds(2);
          case 2 -> Duration.ofSeconds(5);
          case 3 -> Duration.ofSeconds(20);
          case 4 -> Duration.ofMinutes(2);
          case 5 -> FOR_EVER;
          default ->
              throw new IllegalArgumentException(
                  "severity must be 1 to %d, not %d".formatted(Corruption.SEVERITIES, severity));
        };
  }

  /** The position of the picture that is sent at a position. */
  public Duration shown(Duration position) {
    boolean frozen = position.compareTo(onset) > 0 && position.minus(onset).compareTo(length) <= 0;
    return frozen ? onset : position;
  }
}
