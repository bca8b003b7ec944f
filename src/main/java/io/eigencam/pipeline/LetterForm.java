package io.eigencam.pipeline;

/** What of a rejected frame is written to the topic of dead letters. */
enum LetterForm {
  WHOLE,
  /** The topic does not take so much. */
  WITHOUT_VALUE,
  /** The topic does not take it at all; the frame's result tells of it. */
  LEFT_OUT
}
