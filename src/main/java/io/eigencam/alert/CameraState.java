package io.eigencam.alert;

/** Where a camera stands. */
public enum CameraState {
  /** Nothing is known of it yet: faults that only statistics can see go unseen. */
  LEARNING,
  /** It is watched by a reference to be trusted only so far. */
  PROVISIONAL,
  ARMED,
  /** Evidence is half way to an alarm, in logarithms. */
  WATCH,
  OPEN,
  /** An alert was resolved a short while ago. */
  COOLDOWN
}
