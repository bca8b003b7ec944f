package io.eigencam.pipeline;

import io.eigencam.frame.FrameOutcome;
import io.eigencam.log.LogFields;
import org.jboss.logging.Logger;

/** A line for each frame that is rejected; of many, the log keeps a few. */
final class RejectionLog {
  private static final Logger LOG = Logger.getLogger(RejectionLog.class);

  private RejectionLog() {}

  /** The line's fields name the frame, and the topic of dead letters has it. */
  static void ended(FrameOutcome outcome) {
    if (outcome instanceof FrameOutcome.Rejected rejected) {
      try (LogFields fields =
          LogFields.with("step", rejected.step()).and("reason", rejected.reason())) {
        LOG.warn("A frame was rejected");
      }
    }
  }
}
