package io.eigencam.infer;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Precision;
import io.eigencam.model.HeadLayout;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.ProbePicture;
import io.eigencam.model.StockModel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * Compares a live model with the stock model it was derived from, on a picture that needs no
 * letterbox; the same run warms the live model up.
 */
final class LiveCheck {
  private static final int PIXEL_MAX = 255;

  /**
   * Relative. The two graphs differ in which operations TensorFlow fuses, hence in rounding: up to
   * 6e-4 pixels were seen in boxes of hundreds of pixels. A wrong graph is off by far more.
   */
  private static final float TOLERANCE = 2e-3f;

  /** Rows that rounding may bring in or drop where the model itself suppresses or cuts. */
  private static final double ROWS_MAY_CHANGE = 0.02;

  private LiveCheck() {}

  /**
   * Whether the two give the same answer.
   *
   * @param form that of the live model
   * @throws ModelRejected if one of them gives none
   */
  static boolean agree(StockModel stock, LivePredictor live, LiveForm form)
      throws ModelRejected, IOException {
    int[] values = picture(stock);
    float[] input = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      input[i] = values[i] * (1f / PIXEL_MAX);
    }
    float[] expected = expected(stock, input);
    float[] actual = mainOutput(live, form, png(stock, values));
    return stock.layout().kind() == HeadLayout.Kind.ROWS
        ? sameScores(expected, actual, RowHead.VALUES + stock.layout().extra())
        : sameValues(expected, actual);
  }

  /** Runs a live model that has been compared before: the first run is slow. */
  static void warmUp(StockModel stock, LivePredictor live, LiveForm form)
      throws ModelRejected, IOException {
    mainOutput(live, form, png(stock, picture(stock)));
  }

  /** RGB values, 0..255, row by row. */
  private static int[] picture(StockModel stock) {
    float[] probe = ProbePicture.of(stock.flat().inputHeight(), stock.flat().inputWidth());
    int[] values = new int[probe.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(probe[i] * PIXEL_MAX);
    }
    return values;
  }

  private static float[] expected(StockModel stock, float[] pixels) throws ModelRejected {
    try (BareModel bare = BareModel.open(stock, Precision.FP32);
        BareModel.Input input = bare.input(pixels)) {
      return bare.mainOutput(input);
    }
  }

  private static float[] mainOutput(LivePredictor live, LiveForm form, byte[] picture)
      throws ModelRejected {
    try {
      return live.run(picture, form::mainOutput);
    } catch (FrameRejected e) {
      throw new ModelRejected("the model cannot work on a plain picture: " + e.text(), e);
    }
  }

  private static byte[] png(StockModel stock, int[] values) throws IOException {
    int width = stock.flat().inputWidth();
    int height = stock.flat().inputHeight();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int rgb = values[3 * i] << 16 | values[3 * i + 1] << 8 | values[3 * i + 2];
      image.setRGB(i % width, i / width, rgb);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  private static boolean sameValues(float[] expected, float[] actual) {
    if (expected.length != actual.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (!close(expected[i], actual[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether two lists of rows have the same scores, whatever their order. */
  private static boolean sameScores(float[] expected, float[] actual, int valuesPerRow) {
    float[] first = sortedScores(expected, valuesPerRow);
    float[] second = sortedScores(actual, valuesPerRow);
    int alone = 0;
    int i = 0;
    int j = 0;
    while (i < first.length && j < second.length) {
      if (close(first[i], second[j])) {
        i++;
        j++;
      } else if (first[i] < second[j]) {
        i++;
        alone++;
      } else {
        j++;
        alone++;
      }
    }
    alone += first.length - i + second.length - j;
    return alone <= Math.ceil(ROWS_MAY_CHANGE * (first.length + second.length));
  }

  private static float[] sortedScores(float[] rows, int valuesPerRow) {
    float[] scores = new float[rows.length / valuesPerRow];
    for (int row = 0; row < scores.length; row++) {
      scores[row] = rows[row * valuesPerRow + RowHead.SCORE];
    }
    Arrays.sort(scores);
    return scores;
  }

  private static boolean close(float expected, float actual) {
    return Math.abs(expected - actual) <= TOLERANCE * (1 + Math.abs(expected))
        || Float.compare(expected, actual) == 0;
  }
}
