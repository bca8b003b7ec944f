package io.eigencam.alert;

import io.eigencam.drift.Figure;
import io.eigencam.drift.Reading;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How known faults move the figures: median distances from normal, in scales, at a middling
 * severity on three fixed cameras under YOLOv8n. Attention raises alerts; with the picture's own
 * statistics beside it the cause was among the first three in 32 of 36 cases, without in 15. So it
 * is a likeness to be looked at, no diagnosis.
 */
enum FaultSignature {
  OUT_OF_FOCUS("out of focus", 3.5, 1.6, 1.8, 3.9, -2.3, 3.5, 6.4, 1.5, 0, -1, -25),
  DIRT("dirt on the lens", 3.0, 1.8, -0.6, 2.4, -1.4, 4.6, 7.6, -1.5, -4, 4, -1),
  RAIN_DROPS("rain drops on the lens", 4.9, 3.7, -2.2, 6.0, -3.8, 4.0, 7.5, 0.1, 1, 0, -1),
  MOVED("camera moved", 1.7, 1.5, 1.0, 10.4, -4.4, 6.3, 7.3, -1.3, 0, 1, -3),
  DARK("too dark", 2.0, 2.4, 2.3, 5.7, -1.9, 4.4, 5.7, -1.2, -37, -10, 3),
  INFRARED("switched to infrared, noisy", 2.0, 2.3, 1.9, 3.7, -1.9, 3.5, 7.1, -2.6, 7, -1, 18),
  COMPRESSION("strong compression", 6.5, 3.6, 1.3, 6.9, -2.7, 6.6, 4.8, 0.3, 0, 0, -2),
  SENSOR_NOISE("sensor noise", 4.0, 4.3, 2.8, 5.9, -2.7, 6.2, 2.0, -0.2, 0, 4, 40),
  HAZE("haze or a fogged lens", 3.5, 1.9, 3.3, 1.3, -1.3, 1.6, 4.6, 0.6, 19, -8, -9),
  FOREIGN_PATTERN("a foreign pattern in view", 1.0, 1.2, -0.2, 3.7, -3.0, 2.7, 10.3, -1.5, 0, 0, 4);

  /** What the numbers stand for; those of a layer are averaged over the layers. */
  private static final List<String> FIGURES =
      List.of(
          "dir",
          "feat",
          "evr",
          "js",
          "fcorr",
          "ghost",
          "lost",
          "conf",
          "luma",
          "contrast",
          "sharpness");

  /** Beyond this a figure says no more than that it is far. */
  private static final double MOST = 8;

  private final String text;
  private final List<Double> pattern;

  FaultSignature(String text, double... pattern) {
    this.text = text;
    this.pattern = Arrays.stream(pattern).boxed().toList();
  }

  /** For people. */
  String text() {
    return text;
  }

  /** Distances from normal in the order of the figures, in scales. */
  List<Double> pattern() {
    return pattern;
  }

  /** Causes by likeness, best first; those without any are left out. */
  static List<Cause> rank(Reading reading) {
    double[] seen = FIGURES.stream().mapToDouble(word -> mean(reading, word)).toArray();
    return Arrays.stream(values())
        .map(each -> new Cause(each.text, cosine(each.pattern, seen)))
        .filter(cause -> cause.likeness() > 0)
        .sorted(Comparator.comparingDouble(cause -> -cause.likeness()))
        .toList();
  }

  /** Over the layers that have it; NaN where none has. */
  private static double mean(Reading reading, String word) {
    List<Figure> figures = reading.set().figures();
    double sum = 0;
    int count = 0;
    for (int k = 0; k < figures.size(); k++) {
      if (figures.get(k).word().equals(word) && Double.isFinite(reading.z(k))) {
        sum += clip(reading.z(k));
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Over what was seen; 0 where nothing was. */
  private static double cosine(List<Double> pattern, double[] seen) {
    double product = 0;
    double length = 0;
    double otherLength = 0;
    for (int i = 0; i < seen.length; i++) {
      if (!Double.isNaN(seen[i])) {
        double expected = clip(pattern.get(i));
        product += expected * seen[i];
        length += expected * expected;
        otherLength += seen[i] * seen[i];
      }
    }
    double scale = Math.sqrt(length) * Math.sqrt(otherLength);
    return scale > 0 ? Math.max(-1, Math.min(1, product / scale)) : 0;
  }

  private static double clip(double z) {
    return Math.max(-MOST, Math.min(MOST, z));
  }
}
