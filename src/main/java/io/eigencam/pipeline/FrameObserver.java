package io.eigencam.pipeline;

import io.eigencam.frame.FrameOutcome;
import io.eigencam.ingest.Arrival;
import java.util.function.Consumer;

/** Is told about frames twice: when their turn comes, and, here accepted, what became of them. */
@FunctionalInterface
public interface FrameObserver extends Consumer<FrameOutcome> {

  /** A record was read: a frame comes in, whatever becomes of it. */
  default void entered() {
    // of interest to few
  }

  /** A frame's turn has come. Frames that the step {@code ingest} refuses do not arrive. */
  default void arrived(Arrival arrival) {
    // of interest to few
  }

  /** The frame that was accepted last is a dead letter, of which so much is kept. */
  default void deadLetter(LetterForm form) {
    // of interest to few
  }
}
