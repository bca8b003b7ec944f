package io.eigencam.alert;

import io.eigencam.drift.BlockReport;
import io.eigencam.drift.DriftStream;
import io.eigencam.drift.NormalRange;
import io.eigencam.drift.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Puts an alert into figures and words. */
final class AlertWriter {
  /** Streams with less of the evidence are left out. */
  private static final double LEAST_SHARE = 0.02;

  private static final int STREAMS = 8;

  /** Beyond this a wider envelope would not keep the alarm from ringing again. */
  private static final double BEYOND_ACCEPTING = 0.6;

  private final String camera;
  private final double falseAlarmsPer30Days;

  AlertWriter(String camera, double falseAlarmsPer30Days) {
    this.camera = camera;
    this.falseAlarmsPer30Days = falseAlarmsPer30Days;
  }

  /**
   * A new alert, named after when its leading stream left normal.
   *
   * @param leading streams by their share, not empty
   */
  OpenAlert open(BlockReport report, Reading reading, List<Integer> leading) {
    long end = report.block().end();
    long since = Math.min(reading.onset(leading.get(0)), end);
    String context = report.context().id();
    OpenAlert alert =
        new OpenAlert(
            AlertId.of(camera, context, since), report.context(), report.watch().id(), since, end);
    alert.drift = true;
    for (int j : leading) {
      if (alert.shares.isEmpty() || reading.share(j) >= LEAST_SHARE) {
        alert.shares.put(j, reading.share(j));
      }
    }
    return alert;
  }

  /** A step that comes from a block. */
  DriftAlert drift(
      OpenAlert alert,
      AlertStatus status,
      long now,
      Reading reading,
      Supplier<List<Region>> regions,
      int suppressed) {
    List<Integer> leading = leading(alert, reading);
    List<Region> where = regions.get();
    List<Cause> causes = FaultSignature.rank(reading);
    List<String> parts = new ArrayList<>();
    parts.add(head(alert, status));
    if (alert.gross != null) {
      parts.add(capital(alert.gross.text()) + ".");
    }
    parts.add(Diagnosis.of(reading, leading, alert.since, where, causes));
    parts.add(Diagnosis.evidence(alert.evidencePercent, falseAlarmsPer30Days));
    if (alert.asked) {
      parts.add(question(alert, reading));
    }
    List<AlertStream> streams =
        leading.stream().limit(STREAMS).map(j -> stream(alert, reading, j)).toList();
    return alert(alert, status, now, String.join(" ", parts), streams, where, causes, suppressed);
  }

  /** A step that comes from anything else. */
  DriftAlert plain(OpenAlert alert, AlertStatus status, long now, String reason, int suppressed) {
    List<String> parts = new ArrayList<>();
    parts.add(head(alert, status));
    if (alert.gross != null && status != AlertStatus.RESOLVED) {
      parts.add("Since about %s %s.".formatted(Diagnosis.minute(alert.since), alert.gross.text()));
    } else {
      parts.add("It began about %s.".formatted(Diagnosis.minute(alert.since)));
    }
    if (!reason.isEmpty()) {
      parts.add(reason);
    }
    if (alert.asked && status != AlertStatus.RESOLVED && alert.decidedBy.isEmpty()) {
      parts.add("It has been open for long and nobody has decided: please confirm the fault.");
    }
    return alert(
        alert, status, now, String.join(" ", parts), List.of(), List.of(), List.of(), suppressed);
  }

  private String head(OpenAlert alert, AlertStatus status) {
    String state =
        switch (status) {
          case WATCH -> "watch, no alert yet";
          case RESOLVED -> "resolved";
          case REOPENED -> alert.severity + ", again";
          case OPEN, UPDATE -> alert.severity.toString();
        };
    return "Camera %s, %s.".formatted(camera, state);
  }

  /** By how far they are from normal now; then by their share in the alarm. */
  private static List<Integer> leading(OpenAlert alert, Reading reading) {
    return alert.shares.entrySet().stream()
        .sorted(
            Comparator.comparingDouble(
                    (Map.Entry<Integer, Double> e) -> -Severity.height(reading, e.getKey()))
                .thenComparing(e -> -e.getValue())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static AlertStream stream(OpenAlert alert, Reading reading, int j) {
    DriftStream stream = reading.set().streams().get(j);
    NormalRange range = reading.range(stream.figure());
    return new AlertStream(
        stream.name(),
        reading.block().mean(stream.figure()),
        reading.z(stream.figure()),
        alert.shares.getOrDefault(j, 0.0),
        range.low(),
        range.high());
  }

  private static String question(OpenAlert alert, Reading reading) {
    boolean lasting =
        alert.shares.keySet().stream().anyMatch(j -> reading.moving(j) > BEYOND_ACCEPTING);
    return "It has been open for long and nobody has decided: please confirm the fault, "
        + (lasting
            ? "or ask for a new reference if this is how it shall be."
            : "accept it as normal, or ask for a new reference.");
  }

  private DriftAlert alert(
      OpenAlert alert,
      AlertStatus status,
      long now,
      String text,
      List<AlertStream> streams,
      List<Region> regions,
      List<Cause> causes,
      int suppressed) {
    return new DriftAlert(
        alert.id,
        camera,
        status,
        alert.severity,
        now,
        alert.since,
        alert.opened,
        text,
        streams,
        alert.evidencePercent,
        falseAlarmsPer30Days,
        regions,
        causes,
        alert.context.id(),
        alert.reference,
        alert.context.modelDigest(),
        alert.gross,
        suppressed,
        alert.asked && alert.decidedBy.isEmpty() && status != AlertStatus.RESOLVED);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
