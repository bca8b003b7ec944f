package io.eigencam.command;

import io.eigencam.driftbenchmark.Alarm;
import io.eigencam.driftbenchmark.CaseResult;
import io.eigencam.driftbenchmark.CleanRun;
import io.eigencam.driftbenchmark.Clip;
import io.eigencam.driftbenchmark.Share;
import io.eigencam.driftbenchmark.Summary;
import io.eigencam.driftbenchmark.TrialResult;
import io.eigencam.driftbenchmark.TrialSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code drift-benchmark} prints. */
record DriftBenchmarkReport(TrialSettings settings, List<Clip> clips, TrialResult result) {
  private static final double THOUSAND = 1000;

  DriftBenchmarkReport {
    clips = List.copyOf(clips);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", result.model().name());
    json.put("modelDigest", result.model().digest());
    json.put("layers", result.layers());
    json.put("framesPerSecond", settings.framesPerSecond());
    json.put("falseAlarmsPer30Days", settings.budget().falseAlarmsPer30Days());
    json.put("severities", settings.severities());
    json.put("heldOut", settings.holdOut());
    json.put("seed", settings.seed());
    List<Map<String, Object>> videos = new ArrayList<>();
    for (Clip clip : clips) {
      videos.add(Map.of("name", clip.name(), "frames", clip.frames()));
    }
    json.put("videos", videos);
    json.put("cases", result.cases().stream().map(this::json).toList());
    Map<String, Object> summary = json(TrialResult.ATTENTION);
    Map<String, Object> baselines = new LinkedHashMap<>();
    for (String monitor : result.monitors()) {
      if (!monitor.equals(TrialResult.ATTENTION)) {
        baselines.put(monitor, json(monitor));
      }
    }
    summary.put("baselines", baselines);
    json.put("summary", summary);
    return json;
  }

  private Map<String, Object> json(CaseResult one) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("video", one.video());
    json.put("corruption", one.corruption().word());
    json.put("severity", one.severity());
    json.put("nature", one.corruption().nature().name());
    json.put("f1", rounded(one.f1()));
    json.put("harmful", one.isJudged() ? one.isHarmful() : null);
    Map<String, Object> monitors = new LinkedHashMap<>();
    for (String monitor : result.monitors()) {
      Alarm alarm = one.alarm(monitor);
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("blocks", alarm.rang() ? alarm.blocks() : null);
      figures.put("seconds", alarm.rang() ? alarm.seconds() : null);
      figures.put("within10Min", alarm.rangWithinTenMinutes());
      monitors.put(monitor, figures);
    }
    json.put("monitors", monitors);
    Alarm ours = one.alarm(TrialResult.ATTENTION);
    json.put("alertSeverity", ours.rang() ? ours.severity() : null);
    json.put("causes", ours.causes());
    if (one.region() != null) {
      json.put("regionHit", one.region().hit());
      json.put("regionByChance", rounded(one.region().chance()));
    }
    return json;
  }

  private Map<String, Object> json(String monitor) {
    Summary summary = result.summary(monitor);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("harmfulAlarmedWithin10Min", rounded(summary.harmful().value()));
    json.put("benignAlarmed", rounded(summary.benign().value()));
    json.put("regionHit", rounded(summary.region().value()));
    json.put("causeTop3", rounded(summary.cause().value()));
    json.put("medianDelaySeconds", rounded(summary.medianDelaySeconds()));
    json.put("falseAlarmsPerCameraDay", rounded(summary.clean().perDay()));
    json.put(
        "falseAlarmsPerCameraDayInterval95",
        List.of(summary.clean().lowest(), summary.clean().highest()));
    json.put("harmlessAlarmedWithin10Min", rounded(summary.harmless().value()));
    json.put("movedAlarmedWithin10Min", rounded(summary.moved().value()));
    json.put("regionByChance", rounded(summary.regionByChance()));
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("harmful", summary.harmful().of());
    counts.put("harmless", summary.harmless().of());
    counts.put("moved", summary.moved().of());
    counts.put("benign", summary.benign().of());
    counts.put("region", summary.region().of());
    counts.put("cause", summary.cause().of());
    counts.put("falseAlarms", summary.clean().alarms());
    counts.put("cameraDays", rounded(summary.clean().days()));
    json.put("counts", counts);
    return json;
  }

  /** Null for what there is none of. */
  private static @Nullable Double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * THOUSAND) / THOUSAND : null;
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s on %s; budget %s false alarms per camera in 30 days%n%n",
        result.model().name(),
        String.join(", ", result.layers()),
        settings.budget().falseAlarmsPer30Days());
    printCases(out);
    out.println();
    printMonitors(out);
    Summary ours = result.summary(TrialResult.ATTENTION);
    out.printf(
        Locale.ROOT,
        "%nPlace of local faults hit: %s (by chance %.0f %%). True cause among the first three: %s.%n",
        ours.region(),
        100 * ours.regionByChance(),
        ours.cause());
    out.println(
        "Harmful: F1 of detections below 0.8 of those in the same frames without the fault."
            + " Moved cameras are not judged by it.");
    out.flush();
  }

  private void printCases(PrintWriter out) {
    TextTable table =
        new TextTable(
            "video", "corruption", "severity", "F1", "attention, s", "pixels, s", "confidence, s");
    for (CaseResult one : result.cases()) {
      table.row(
          one.video(),
          one.corruption().word(),
          one.severity(),
          one.isJudged() ? String.format(Locale.ROOT, "%.2f", one.f1()) : "-",
          seconds(one.alarm(TrialResult.ATTENTION)),
          seconds(one.alarm("pixels")),
          seconds(one.alarm("confidenceAndCount")));
    }
    table.print(out);
  }

  private static String seconds(Alarm alarm) {
    return alarm.rang() ? String.format(Locale.ROOT, "%.0f", alarm.seconds()) : "-";
  }

  private void printMonitors(PrintWriter out) {
    TextTable table =
        new TextTable(
            "alarmed within 10 min",
            "harmful",
            "median delay",
            "harmless",
            "moved",
            "benign",
            "false alarms per camera-day (95 %)");
    for (String monitor : result.monitors()) {
      Summary summary = result.summary(monitor);
      table.row(
          monitor,
          text(summary.harmful()),
          delay(summary.medianDelaySeconds()),
          text(summary.harmless()),
          text(summary.moved()),
          text(summary.benign()),
          text(summary.clean()));
    }
    table.print(out);
  }

  private static String text(Share share) {
    return share.of() == 0 ? "-" : share.toString();
  }

  private static String delay(double seconds) {
    if (Double.isNaN(seconds)) {
      return "-";
    }
    return Double.isInfinite(seconds) ? "none" : String.format(Locale.ROOT, "%.0f s", seconds);
  }

  private static String text(CleanRun run) {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f .. %.2f), %d in %.1f",
        run.perDay(),
        run.lowest(),
        run.highest(),
        run.alarms(),
        run.days());
  }
}
