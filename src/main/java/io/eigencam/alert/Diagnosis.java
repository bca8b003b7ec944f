package io.eigencam.alert;

import io.eigencam.drift.DriftMetric;
import io.eigencam.drift.DriftMetric.Group;
import io.eigencam.drift.DriftStream;
import io.eigencam.drift.Figure;
import io.eigencam.drift.PixelStatistic;
import io.eigencam.drift.Reading;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an alert says to people: what, since when, where, what it means for detections. */
final class Diagnosis {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Scales that are worth a word. */
  private static final double CHANGED = 3;

  /** Likeness that is worth a word. */
  private static final double ALIKE = 0.5;

  private static final int CAUSES = 3;

  private Diagnosis() {}

  static String minute(long time) {
    return MINUTE.format(Instant.ofEpochMilli(time));
  }

  /**
   * The sentences on a departure.
   *
   * @param leading the streams that carry it, first first; not empty
   */
  static String of(
      Reading reading,
      List<Integer> leading,
      long since,
      List<Region> regions,
      List<Cause> causes) {
    List<String> sentences = new ArrayList<>();
    DriftStream first = reading.set().streams().get(leading.get(0));
    Figure figure = reading.set().figures().get(first.figure());
    DriftMetric metric = figure.metric();
    String change =
        metric == null ? "the picture is not as it used to be" : FigureWords.change(metric.group());
    sentences.add("Since about %s %s".formatted(minute(since), change));
    double value = reading.block().mean(first.figure());
    if (!Double.isNaN(value)) {
      sentences.add(FigureWords.valueAndRange(figure, value, reading.range(first.figure())));
    }
    for (Region region : regions) {
      String kind = region.kind() == Region.Kind.LOST ? "Lost" : "Gained";
      sentences.add("%s: %s".formatted(kind, region.text()));
    }
    sentences.add(detections(reading));
    List<String> alike =
        causes.stream()
            .filter(cause -> cause.likeness() >= ALIKE)
            .limit(CAUSES)
            .map(cause -> String.format(Locale.ROOT, "%s (%.2f)", cause.name(), cause.likeness()))
            .toList();
    if (!alike.isEmpty()) {
      sentences.add("Looks like: " + String.join(", ", alike));
    }
    if (isPictureUnchanged(reading)) {
      sentences.add(
          "Brightness, contrast and sharpness of the picture are unchanged, so look at what is in view, and at the model");
    }
    return String.join(". ", sentences) + ".";
  }

  private static String detections(Reading reading) {
    List<String> changed = new ArrayList<>();
    boolean seen = false;
    for (int k = 0; k < reading.set().figures().size(); k++) {
      Figure figure = reading.set().figures().get(k);
      DriftMetric metric = figure.metric();
      if (metric != null && metric.group() == Group.OUTPUT && !Double.isNaN(reading.z(k))) {
        seen = true;
        if (Math.abs(reading.z(k)) > CHANGED) {
          changed.add(FigureWords.valueAndRange(figure, reading.block().mean(k), reading.range(k)));
        }
      }
    }
    if (!seen) {
      return "Detections: cannot be told";
    }
    return changed.isEmpty()
        ? "Detections: number and confidence unchanged"
        : "Detections have changed: " + String.join("; ", changed);
  }

  private static boolean isPictureUnchanged(Reading reading) {
    int seen = 0;
    for (int k = 0; k < reading.set().figures().size(); k++) {
      Figure figure = reading.set().figures().get(k);
      for (PixelStatistic statistic : PixelStatistic.values()) {
        if (figure.word().equals(statistic.word())) {
          if (!(Math.abs(reading.z(k)) <= CHANGED)) {
            return false;
          }
          seen++;
        }
      }
    }
    return seen == PixelStatistic.values().length;
  }

  /** "Evidence 100 % of the level that a healthy camera reaches at most once in 30 days". */
  static String evidence(double percent, double falseAlarmsPer30Days) {
    String often =
        falseAlarmsPer30Days == 1
            ? "once"
            : String.format(Locale.ROOT, "%s times", trimmed(falseAlarmsPer30Days));
    return String.format(
        Locale.ROOT,
        "Evidence %.0f %% of the level that a healthy camera, in conditions like those that it was learned in, reaches at most %s in 30 days.",
        Math.floor(Math.min(percent, 100)),
        often);
  }

  private static String trimmed(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
