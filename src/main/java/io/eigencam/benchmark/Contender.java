package io.eigencam.benchmark;

import io.eigencam.frame.FrameRejected;

/** One way of working on a picture, whose cost is measured. Safe for use by many threads. */
interface Contender {

  /**
   * Works on a picture.
   *
   * @param picture index of the picture
   * @param costs is told what the steps cost, where there are steps
   * @throws FrameRejected if the picture cannot be worked on
   */
  void run(int picture, StepCosts costs) throws FrameRejected;
}
