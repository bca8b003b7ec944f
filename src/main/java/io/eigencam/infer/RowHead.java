package io.eigencam.infer;

import io.eigencam.frame.Box;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RotatedBox;
import io.eigencam.model.HeadLayout;
import java.util.List;

/**
 * A head that lists finished boxes, [1, rows, 6 + extra]: corners, score, class; an end-to-end head
 * or one with suppression inside. Rows that score nothing fill up the end. Rotated boxes are
 * centre, size, score, class, angle.
 */
final class RowHead implements DetectionHead {
  /** Values of a row that every such head has. */
  static final int VALUES = 6;

  static final int SCORE = 4;
  private static final int CLASS = 5;

  private final int valuesPerRow;
  private final boolean rotated;
  private final InputPixels units;
  private final float confidence;

  RowHead(HeadLayout layout, InputPixels units, DetectorSettings settings) {
    this.valuesPerRow = VALUES + layout.extra();
    this.rotated = layout.rotated();
    this.units = units;
    this.confidence = (float) settings.confidence();
  }

  @Override
  public HeadAnswer read(LiveAnswer answer) throws FrameRejected {
    return read(answer.tensor(LiveGraph.MAIN_KEY).values());
  }

  /**
   * @param output all values in C order
   */
  HeadAnswer read(float[] output) throws FrameRejected {
    Candidates candidates = new Candidates();
    for (int row = 0; row + valuesPerRow <= output.length; row += valuesPerRow) {
      float score = output[row + SCORE];
      if (!(score <= confidence)) {
        int classId = Math.round(finite(output[row + CLASS], "a class"));
        finite(score, "a score");
        if (rotated) {
          candidates.add(turned(output, row), score, classId, -1);
        } else {
          candidates.add(upright(output, row), score, classId, -1);
        }
      }
    }
    return new HeadAnswer(candidates, candidates.byScore(), List.of(), null);
  }

  private Box upright(float[] output, int row) throws FrameRejected {
    return units.fromCorners(output[row], output[row + 1], output[row + 2], output[row + 3]);
  }

  private RotatedBox turned(float[] output, int row) throws FrameRejected {
    return units.rotated(
        output[row], output[row + 1], output[row + 2], output[row + 3], output[row + VALUES]);
  }

  private static float finite(float value, String what) throws FrameRejected {
    if (!Float.isFinite(value)) {
      throw NotFinite.in(what);
    }
    return value;
  }
}
