package io.eigencam.alert;

import io.eigencam.drift.DriftMetric;
import io.eigencam.drift.DriftMetric.Group;
import io.eigencam.drift.Figure;
import io.eigencam.drift.NormalRange;
import java.util.Locale;

/** Figures in words and units that need no paper to read. */
final class FigureWords {
  private FigureWords() {}

  /** What a change of a group of metrics means, within "since then ...". */
  static String change(Group group) {
    return switch (group) {
      case CHANNEL -> "the network sees the scene through other features than it used to";
      case SPECTRUM -> "attention is spread otherwise than it used to be";
      case PLACE -> "attention no longer falls where it used to";
      case RELATION -> "attention no longer goes with the detected objects as it used to";
      case OUTPUT -> "detections are not as they used to be";
    };
  }

  /** "Map similarity outside objects (p4) 0.41, normally 0.86 to 0.93". */
  static String valueAndRange(Figure figure, double value, NormalRange range) {
    String layer = figure.layer().isEmpty() ? "" : " (" + figure.layer() + ")";
    return "%s%s %s, normally %s to %s"
        .formatted(
            name(figure),
            layer,
            number(figure, value),
            number(figure, range.low()),
            number(figure, range.high()));
  }

  private static String name(Figure figure) {
    DriftMetric metric = figure.metric();
    if (metric == null) {
      return capital(figure.word());
    }
    return switch (metric) {
      case DIR -> "Angle to the usual direction of features";
      case SUB -> "Angle to the usual space of features";
      case FEAT -> "Distance of features from the usual";
      case EVR -> "Share that one pattern explains";
      case PR -> "Number of patterns at work";
      case JS -> "Difference of the map from the usual";
      case W1 -> "Shift of attention";
      case FCORR -> "Map similarity outside objects";
      case GHOST -> "Attention where there was none";
      case LOST -> "Attention missing where there was some";
      case LIFT -> "Attention on objects, against their area";
      case CONF -> "Mean confidence";
      case LOGN -> "Number of detections";
    };
  }

  /** Undoes the logarithms that only averages need. */
  private static String number(Figure figure, double value) {
    DriftMetric metric = figure.metric();
    if (metric == null) {
      return plain(value);
    }
    return switch (metric) {
      case DIR, SUB -> {
        double sine = Math.sqrt(Math.max(0, Math.min(1, Math.exp(value) - 1e-4)));
        yield String.format(Locale.ROOT, "%.0f degrees", Math.toDegrees(Math.asin(sine)));
      }
      case EVR -> String.format(Locale.ROOT, "%.0f %%", 100 / (1 + Math.exp(-value)));
      case FEAT, PR, LIFT -> plain(Math.exp(value));
      case FCORR -> plain(Math.tanh(value));
      case LOGN -> plain(Math.max(0, Math.expm1(value)));
      case CONF -> plain(Math.max(0, Math.min(1, value)));
      case JS, W1, GHOST, LOST -> plain(Math.max(0, value));
    };
  }

  private static String plain(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
