package io.eigencam.alert;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of an alert, complete in itself. Times are event times, milliseconds since
 * the epoch.
 *
 * @param id the same in every step, and after a replay
 * @param time of this step
 * @param since when the change began
 * @param opened when the alarm rang; that of the step for {@link AlertStatus#WATCH}
 * @param text for people
 * @param streams those that carry the evidence, leading first
 * @param evidencePercent what the alarm rang at, or has gathered so far: 100 is enough
 * @param falseAlarmsPer30Days how often a healthy camera may reach as much
 * @param context under which it was seen
 * @param reference against which it was seen
 * @param gross what is wrong beyond statistics; null for nothing
 * @param suppressed steps of alerts that were not told since the last that was
 * @param asksForDecision whether it has been open for long and nobody has decided
 */
public record DriftAlert(
    String id,
    String camera,
    AlertStatus status,
    Severity severity,
    long time,
    long since,
    long opened,
    String text,
    List<AlertStream> streams,
    double evidencePercent,
    double falseAlarmsPer30Days,
    List<Region> regions,
    List<Cause> causes,
    String context,
    String reference,
    String modelDigest,
    @Nullable GrossFault gross,
    int suppressed,
    boolean asksForDecision) {
  public DriftAlert {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(camera, "camera");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(modelDigest, "modelDigest");
    if (since > opened || opened > time) {
      throw new IllegalArgumentException(
          "alert %s: since %d, opened %d, told %d are out of order"
              .formatted(id, since, opened, time));
    }
    streams = List.copyOf(streams);
    regions = List.copyOf(regions);
    causes = List.copyOf(causes);
  }
}
