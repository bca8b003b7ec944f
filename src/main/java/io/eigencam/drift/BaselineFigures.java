package io.eigencam.drift;

import io.eigencam.frame.Detection;
import io.eigencam.frame.LayerFeatures;
import java.util.List;
import java.util.Objects;

/**
 * What one would watch without looking at attention: published beside the metrics and put through
 * the same test, so that anyone can see what attention adds.
 *
 * @param picture luminance, contrast, sharpness and chroma
 * @param detections number of detections
 * @param confidence their mean confidence, 0..1; NaN without any
 * @param embedding distance of the channel means from the reference's, as a share of the length of
 *     the latter, at least 0; NaN without a reference
 */
public record BaselineFigures(
    PictureFigures picture, int detections, double confidence, double embedding) {
  public BaselineFigures {
    Objects.requireNonNull(picture, "picture");
    if (detections < 0) {
      throw new IllegalArgumentException("no number of detections: " + detections);
    }
  }

  /**
   * Those of a frame that is compared with a reference.
   *
   * @param total detections before the list was cut
   * @param last the last layer, whose channel means are the picture's embedding
   * @param reference of that layer
   */
  public static BaselineFigures of(
      PictureFigures picture,
      List<Detection> detections,
      int total,
      LayerFeatures last,
      LayerReference reference) {
    return new BaselineFigures(
        picture,
        total,
        detections.stream().mapToDouble(Detection::confidence).average().orElse(Double.NaN),
        distance(last.mean(), reference.mean()));
  }

  private static double distance(float[] mean, float[] reference) {
    if (mean.length != reference.length) {
      throw new IllegalArgumentException(
          "%d channels do not fit a reference of %d".formatted(mean.length, reference.length));
    }
    double away = 0;
    double length = 0;
    for (int c = 0; c < mean.length; c++) {
      double difference = mean[c] - reference[c];
      away += difference * difference;
      length += (double) reference[c] * reference[c];
    }
    return Math.sqrt(away / length);
  }
}
