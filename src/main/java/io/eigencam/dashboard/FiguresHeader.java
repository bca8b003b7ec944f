package io.eigencam.dashboard;

import java.util.List;

/**
 * All cameras' figures, sent now and then; a message of a head alone.
 *
 * @param kind "figures"
 * @param leftOut how many further live cameras there is no room for
 * @param dropped messages that this viewer missed because it was too slow
 * @param reading whether the topics are being read
 */
record FiguresHeader(
    String kind, List<CameraFigures.Snapshot> cameras, int leftOut, long dropped, boolean reading) {
  static final String KIND = "figures";

  FiguresHeader {
    cameras = List.copyOf(cameras);
  }
}
