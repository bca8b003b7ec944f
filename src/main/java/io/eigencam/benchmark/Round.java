package io.eigencam.benchmark;

import java.util.Objects;

/**
 * One round: all contenders, one after another, on the same pictures.
 *
 * @param floor the bare model
 * @param detections the whole way without explanation
 * @param whole the whole way
 */
record Round(Block floor, Block detections, Block whole) {
  Round {
    Objects.requireNonNull(floor, "floor");
    Objects.requireNonNull(detections, "detections");
    Objects.requireNonNull(whole, "whole");
  }

  double explainMillis() {
    return whole.cpuMillisPerFrame() - detections.cpuMillisPerFrame();
  }
}
