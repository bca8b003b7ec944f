package io.eigencam.alert;

import io.eigencam.drift.BlockReport;
import io.eigencam.drift.CameraWatch;
import io.eigencam.drift.ContextKey;
import io.eigencam.drift.LearningPhase;
import io.eigencam.drift.Reading;
import io.eigencam.drift.StateInput;
import io.eigencam.drift.StateOutput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one camera, one at a time: LEARNING, PROVISIONAL, ARMED, WATCH, OPEN, COOLDOWN.
 *
 * <p>It opens on gathered evidence and closes only after calm; a half-way return during cool-down
 * is the same alert again. Each resolved alert is reopened by chance with a probability of at most
 * the blocks of its cool-down over the root of the threshold (Ville's inequality), which is beside
 * the budget of false alarms. While an alert is open its context bets on nothing.
 *
 * <p>All times are event times, milliseconds since the epoch. Used by one thread.
 */
public final class AlertLifecycle {
  private static final int VERSION = 1;
  private static final int DECISIONS_KEPT = 5;

  private final String camera;
  private final AlertSettings settings;
  private final AlertWriter writer;
  private final Deque<OperatorAction> decisions = new ArrayDeque<>();
  private CameraState calmState = CameraState.LEARNING; // what it is when no alert was of late
  private @Nullable OpenAlert open;
  private @Nullable OpenAlert resolved;
  private long cooldownUntil = Long.MIN_VALUE;
  private long mutedUntil = Long.MIN_VALUE;
  private long watchTold = Long.MIN_VALUE;
  private int suppressed;

  public AlertLifecycle(String camera, AlertSettings settings) {
    this.camera = camera;
    this.settings = settings;
    this.writer = new AlertWriter(camera, settings.budget().falseAlarmsPer30Days());
  }

  /** Where the camera stands. */
  public CameraState state(long now) {
    if (open != null) {
      return CameraState.OPEN;
    }
    return now < cooldownUntil ? CameraState.COOLDOWN : calmState;
  }

  /** Whether nobody is called at the time. */
  public boolean isMuted(long now) {
    return now < mutedUntil;
  }

  /** Alerts and updates that were held back since the last that was told. */
  public int suppressed() {
    return suppressed;
  }

  /** The last decisions of operators, latest first. */
  public List<OperatorAction> decisions() {
    return List.copyOf(decisions);
  }

  /** When the open alert opened; empty where none is open. */
  public Optional<Long> openedAt() {
    return Optional.ofNullable(open).map(alert -> alert.opened);
  }

  /**
   * A block has closed.
   *
   * @param watch of the camera, which is told to hold its bets
   * @param regions where attention has changed; asked only when they are told
   */
  public Optional<DriftAlert> block(
      BlockReport report, CameraWatch watch, Supplier<List<Region>> regions) {
    long now = report.block().end();
    Reading reading = report.reading();
    calmState = calmState(report);
    OpenAlert alert = open;
    if (alert != null && alert.drift && isOutdated(alert, report, watch)) {
      return resolve(alert, now, watch, outdated(alert, report));
    }
    if (reading == null) {
      return Optional.empty();
    }
    if (alert == null) {
      return begin(report, reading, watch, regions);
    }
    if (!alert.context.equals(report.context())) {
      suppressed += reading.isAlarm() ? 1 : 0;
      return Optional.empty();
    }
    if (!alert.drift) {
      return ask(alert, now);
    }
    return goOn(alert, reading, report, watch, regions);
  }

  private static CameraState calmState(BlockReport report) {
    Reading reading = report.reading();
    if (report.watch().phase() != LearningPhase.DONE) {
      return CameraState.LEARNING;
    }
    if (reading != null && reading.isWatch()) {
      return CameraState.WATCH;
    }
    return report.watch().isProvisional() ? CameraState.PROVISIONAL : CameraState.ARMED;
  }

  private static boolean isOutdated(OpenAlert alert, BlockReport report, CameraWatch watch) {
    boolean replaced = report.newReference() && report.context().equals(alert.context);
    boolean otherModel = !report.context().modelDigest().equals(alert.context.modelDigest());
    return replaced || otherModel || !watch.contexts().contains(alert.context);
  }

  private static String outdated(OpenAlert alert, BlockReport report) {
    if (!report.context().modelDigest().equals(alert.context.modelDigest())) {
      return "Another model looks now, and the camera is learned anew.";
    }
    return "Another reference is in use now.";
  }

  private Optional<DriftAlert> begin(
      BlockReport report, Reading reading, CameraWatch watch, Supplier<List<Region>> regions) {
    long now = report.block().end();
    OpenAlert last = resolved;
    boolean again =
        last != null && last.drift && now < cooldownUntil && last.context.equals(report.context());
    if (reading.isAlarm() || (again && reading.isWatch())) {
      OpenAlert alert =
          again && last != null ? last : writer.open(report, reading, reading.leading());
      alert.join(reading);
      alert.calm = 0;
      alert.evidencePercent = reading.evidencePercent();
      alert.severity = Severity.of(reading, report.watch().isProvisional());
      open = alert;
      resolved = null;
      watch.forgetEvidence(report.context());
      watch.hold(report.context(), true);
      AlertStatus status = again ? AlertStatus.REOPENED : AlertStatus.OPEN;
      return tell(alert, now, writer.drift(alert, status, now, reading, regions, suppressed));
    }
    if (reading.isWatch() && now - settings.watchEvery().toMillis() >= watchTold) {
      watchTold = now;
      OpenAlert passing = writer.open(report, reading, reading.leading());
      passing.severity = Severity.LOW;
      passing.evidencePercent = reading.evidencePercent();
      return tell(
          passing,
          now,
          writer.drift(passing, AlertStatus.WATCH, now, reading, regions, suppressed));
    }
    return Optional.empty();
  }

  private Optional<DriftAlert> goOn(
      OpenAlert alert,
      Reading reading,
      BlockReport report,
      CameraWatch watch,
      Supplier<List<Region>> regions) {
    long now = report.block().end();
    alert.join(reading);
    alert.calm = isCalm(alert, reading) ? alert.calm + 1 : 0;
    if (alert.calm >= settings.calmBlocks()) {
      return resolve(
          alert, now, watch, "All figures have been normal for %d blocks.".formatted(alert.calm));
    }
    Severity severity =
        alert.gross != null
            ? Severity.CRITICAL
            : Severity.of(reading, report.watch().isProvisional());
    boolean due = now - alert.told >= settings.updateEvery().toMillis();
    boolean worse = severity.compareTo(alert.severity) > 0;
    boolean unheard = !alert.published && !isMuted(now);
    if (!due && !worse && !unheard && !isToBeAsked(alert, now)) {
      return Optional.empty();
    }
    alert.severity = severity;
    alert.asked |= isToBeAsked(alert, now);
    AlertStatus status = unheard ? AlertStatus.OPEN : AlertStatus.UPDATE;
    return tell(alert, now, writer.drift(alert, status, now, reading, regions, suppressed));
  }

  /** Those that took part are below half their envelope, and no other is beyond its own. */
  private static boolean isCalm(OpenAlert alert, Reading reading) {
    for (int j = 0; j < reading.set().streams().size(); j++) {
      double bound = reading.envelope(j) * (alert.shares.containsKey(j) ? 0.5 : 1);
      if (reading.moving(j) > bound && !reading.isUnstable(j)) {
        return false;
      }
    }
    return true;
  }

  private boolean isToBeAsked(OpenAlert alert, long now) {
    return !alert.asked
        && alert.decidedBy.isEmpty()
        && now - alert.opened >= settings.askAfter().toMillis();
  }

  private Optional<DriftAlert> ask(OpenAlert alert, long now) {
    boolean unheard = !alert.published && !isMuted(now);
    if (!isToBeAsked(alert, now) && !unheard) {
      return Optional.empty();
    }
    alert.asked |= isToBeAsked(alert, now);
    AlertStatus status = unheard ? AlertStatus.OPEN : AlertStatus.UPDATE;
    return tell(alert, now, writer.plain(alert, status, now, "", suppressed));
  }

  /**
   * What needs no statistics has been looked at, on a frame or in silence. Frames with such a fault
   * should not go on to the statistics: a black picture is nothing to learn from.
   *
   * @param fault what is wrong; null for nothing
   * @param context of the last frame
   * @param reference in use, or being learned
   */
  public Optional<DriftAlert> gross(
      long now,
      @Nullable GrossFault fault,
      ContextKey context,
      String reference,
      CameraWatch watch) {
    OpenAlert alert = open;
    if (fault == null) {
      return alert == null || alert.gross == null
          ? Optional.empty()
          : endGross(alert, alert.gross, now, watch);
    }
    if (alert != null && alert.gross == fault) {
      return ask(alert, now);
    }
    AlertStatus status = AlertStatus.UPDATE;
    if (alert == null) {
      OpenAlert last = resolved;
      boolean again = last != null && !last.drift && now < cooldownUntil;
      status = again ? AlertStatus.REOPENED : AlertStatus.OPEN;
      alert =
          again && last != null
              ? last
              : new OpenAlert(AlertId.of(camera, fault.name(), now), context, reference, now, now);
      open = alert;
      resolved = null;
    }
    alert.gross = fault;
    alert.severity = Severity.CRITICAL;
    watch.hold(alert.context, true);
    return tell(alert, now, writer.plain(alert, status, now, "", suppressed));
  }

  private Optional<DriftAlert> endGross(
      OpenAlert alert, GrossFault fault, long now, CameraWatch watch) {
    String over = "No longer so: " + fault.text() + ".";
    if (!alert.drift) {
      return resolve(alert, now, watch, over);
    }
    alert.gross = null;
    alert.severity = Severity.MEDIUM; // until the next block tells
    return tell(alert, now, writer.plain(alert, AlertStatus.UPDATE, now, over, suppressed));
  }

  /** A person has decided; what follows is told, where something does. */
  public Optional<DriftAlert> decide(OperatorAction action, ContextKey context, CameraWatch watch) {
    decisions.addFirst(action);
    if (decisions.size() > DECISIONS_KEPT) {
      decisions.removeLast();
    }
    OpenAlert alert = open;
    long now = alert == null ? action.when() : Math.max(action.when(), alert.told);
    switch (action.verb()) {
      case MUTE -> mutedUntil = action.until();
      case REBASELINE -> watch.rebaseline(alert == null ? context : alert.context, action.when());
      case ACCEPT_AS_NORMAL -> {
        if (alert != null && alert.drift && alert.gross == null) {
          watch.accept(alert.context, List.copyOf(alert.shares.keySet()));
          return resolve(alert, now, watch, "Accepted as normal by %s.".formatted(action.who()));
        }
      }
      case CONFIRM_FAULT -> {
        if (alert != null) {
          alert.decidedBy = action.who();
          String text = "Confirmed as a fault by %s.".formatted(action.who());
          return tell(alert, now, writer.plain(alert, AlertStatus.UPDATE, now, text, suppressed));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<DriftAlert> resolve(
      OpenAlert alert, long now, CameraWatch watch, String reason) {
    watch.hold(alert.context, false);
    DriftAlert told = writer.plain(alert, AlertStatus.RESOLVED, now, reason, suppressed);
    open = null;
    alert.gross = null;
    resolved = alert;
    cooldownUntil = now + settings.cooldown().toMillis();
    if (!alert.published) {
      suppressed++;
      return Optional.empty(); // who never heard of it need not hear of its end
    }
    suppressed = 0;
    return Optional.of(told); // an end is told even while muted, or it would stay open elsewhere
  }

  private Optional<DriftAlert> tell(OpenAlert alert, long now, DriftAlert told) {
    alert.told = now;
    if (isMuted(now)) {
      suppressed++;
      return Optional.empty();
    }
    alert.published = true;
    suppressed = 0;
    return Optional.of(told);
  }

  /** The whole state, to go on from with {@link #read}. */
  public byte[] toBytes() {
    StateOutput out = new StateOutput();
    out.small(VERSION);
    out.small(calmState.ordinal());
    write(open, out);
    write(resolved, out);
    out.number(cooldownUntil);
    out.number(mutedUntil);
    out.number(watchTold);
    out.integer(suppressed);
    out.small(decisions.size());
    decisions.forEach(action -> action.write(out));
    return out.toByteArray();
  }

  private static void write(@Nullable OpenAlert alert, StateOutput out) {
    out.flag(alert != null);
    if (alert != null) {
      alert.write(out);
    }
  }

  /**
   * What was written.
   *
   * @throws IllegalArgumentException if the bytes are damaged or of a later version
   */
  public static AlertLifecycle read(byte[] bytes, String camera, AlertSettings settings) {
    StateInput in = new StateInput(bytes);
    int version = in.small();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "stored alerts have version %d; known is %d".formatted(version, VERSION));
    }
    AlertLifecycle read = new AlertLifecycle(camera, settings);
    read.calmState =
        CameraState.values()[in.small(CameraState.values().length, "state of the camera")];
    read.open = in.flag() ? OpenAlert.read(in) : null;
    read.resolved = in.flag() ? OpenAlert.read(in) : null;
    read.cooldownUntil = in.number();
    read.mutedUntil = in.number();
    read.watchTold = in.number();
    read.suppressed = in.integer();
    int count = in.small(DECISIONS_KEPT + 1, "number of decisions");
    for (int i = 0; i < count; i++) {
      read.decisions.addLast(OperatorAction.read(in));
    }
    in.end();
    return read;
  }
}
