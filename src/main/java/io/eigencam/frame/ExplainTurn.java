package io.eigencam.frame;

/**
 * Whether a frame is one of those whose attention is computed. Decided once, when the frame comes,
 * and written into its result.
 *
 * @param every one of how many frames of its camera is explained, as load and settings would have
 *     it when this frame came; at least 1
 * @param taken whether it is this one
 */
public record ExplainTurn(int every, boolean taken) {
  /** Every frame is explained. */
  public static final ExplainTurn ALWAYS = new ExplainTurn(1, true);

  public ExplainTurn {
    if (every < 1) {
      throw new IllegalArgumentException("one of " + every + " frames cannot be explained");
    }
  }
}
