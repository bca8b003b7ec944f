package io.eigencam.alert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.alert.OperatorAction.Verb;
import io.eigencam.drift.AlarmBudget;
import io.eigencam.drift.BlockReport;
import io.eigencam.drift.DriftSettings;
import io.eigencam.drift.LearningProfile;
import io.eigencam.drift.LightMode;
import io.eigencam.drift.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertLifecycleTest {
  private static final int LEARNING = 40; // blocks
  private static final AlertSettings SETTINGS =
      new AlertSettings(
          AlarmBudget.DEFAULT,
          10,
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(600),
          Duration.ofSeconds(300));

  private Scene scene = Scene.of(Scene.SETTINGS);
  private AlertLifecycle alerts = new AlertLifecycle("gate-3", SETTINGS);
  private final List<DriftAlert> told = new ArrayList<>();

  @Test
  void shouldGoFromLearningThroughAnAlertBackToArmed() {
    // Given
    blocks(3);
    assertEquals(CameraState.LEARNING, alerts.state(scene.time));
    blocks(LEARNING);
    assertEquals(CameraState.ARMED, alerts.state(scene.time));

    // When
    fault();
    DriftAlert open = until(AlertStatus.OPEN, 20);
    assertEquals(CameraState.OPEN, alerts.state(scene.time));
    blocks(40);
    repaired();
    DriftAlert resolved = until(AlertStatus.RESOLVED, 120);
    assertEquals(CameraState.COOLDOWN, alerts.state(scene.time));
    blocks(61);

    // Then
    assertEquals(CameraState.ARMED, alerts.state(scene.time));
    assertEquals(open.id(), resolved.id());
    assertEquals(open.opened(), resolved.opened());
    assertEquals(
        List.of(AlertStatus.WATCH, AlertStatus.OPEN),
        told.stream().map(DriftAlert::status).limit(2).toList());
    assertEquals(1, told.stream().filter(a -> a.status() == AlertStatus.OPEN).count());
    assertEquals("p4.js+", open.streams().get(0).name());
    assertTrue(open.evidencePercent() >= 100);
  }

  @Test
  void shouldTellAgainWhenItGetsWorseAndAfterSomeTime() {
    blocks(LEARNING);
    fault();
    until(AlertStatus.OPEN, 20);
    told.clear();

    blocks(29);
    assertEquals(List.of(), told, "nothing has changed");
    blocks(2);
    assertEquals(1, told.size(), "half a minute");
    scene.shift[Scene.index("conf")] = -6;
    blocks(8);

    assertEquals(2, told.size());
    assertEquals(AlertStatus.UPDATE, told.get(1).status());
    assertEquals(Severity.HIGH, told.get(1).severity());
  }

  @Test
  void shouldReopenTheSameAlertShortlyAfter() {
    blocks(LEARNING);
    fault();
    DriftAlert open = until(AlertStatus.OPEN, 20);
    repaired();
    until(AlertStatus.RESOLVED, 150);
    fault();

    DriftAlert again = until(AlertStatus.REOPENED, 20);

    assertEquals(open.id(), again.id());
    assertTrue(again.evidencePercent() < 100, "half the way is enough");
    assertEquals(CameraState.OPEN, alerts.state(scene.time));
  }

  @Test
  void shouldStayOpenWhileSomeOfTheFaultIsLeft() {
    blocks(LEARNING);
    fault();
    until(AlertStatus.OPEN, 20);
    scene.shift[Scene.JS] = 3; // a quarter of the full score

    blocks(200);

    assertEquals(CameraState.OPEN, alerts.state(scene.time));
  }

  @Test
  void shouldOpenAnotherAlertLater() {
    blocks(LEARNING);
    fault();
    DriftAlert first = until(AlertStatus.OPEN, 20);
    repaired();
    until(AlertStatus.RESOLVED, 150);
    blocks(61);
    fault();

    assertFalse(first.id().equals(until(AlertStatus.OPEN, 20).id()));
  }

  @Test
  void shouldCapTheSeverityOfAProvisionalReference() {
    // Given
    LearningProfile quick =
        new LearningProfile(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ZERO,
            true,
            0.25);
    scene = Scene.of(new DriftSettings(1_000, 3, quick, null, AlarmBudget.DEFAULT, 0));
    blocks(LEARNING);
    assertEquals(CameraState.PROVISIONAL, alerts.state(scene.time));

    // When
    Arrays.fill(scene.shift, 20);
    DriftAlert open = until(AlertStatus.OPEN, 20);

    // Then
    assertEquals(Severity.MEDIUM, open.severity());
  }

  @Test
  void shouldHoldBackWhileMutedAndTellOnceItIsOver() {
    // Given
    blocks(LEARNING);
    decide(Verb.MUTE, scene.time + 40_000);
    fault();

    // When
    blocks(38);
    assertEquals(List.of(), told);
    assertEquals(CameraState.OPEN, alerts.state(scene.time));
    int held = alerts.suppressed();
    DriftAlert open = until(AlertStatus.OPEN, 5);

    // Then
    assertTrue(held >= 2, "held back " + held);
    assertEquals(held, open.suppressed());
    assertEquals(0, alerts.suppressed());
  }

  @Test
  void shouldNotTellTheEndOfWhatNobodyHeardOf() {
    blocks(LEARNING);
    decide(Verb.MUTE, scene.time + 1_000_000);
    fault();
    blocks(20);
    repaired();
    blocks(150);

    assertEquals(List.of(), told);
    assertEquals(CameraState.ARMED, alerts.state(scene.time));
  }

  @Test
  void shouldAskWhenNobodyDecidesAndStopOnceSomebodyHas() {
    blocks(LEARNING);
    fault();
    until(AlertStatus.OPEN, 20);
    blocks(300);

    DriftAlert last = told.get(told.size() - 1);
    assertTrue(last.asksForDecision());
    assertTrue(last.text().contains("nobody has decided"), last::text);
    assertTrue(last.text().contains("new reference if this is how it shall be"), last::text);

    DriftAlert confirmed = decide(Verb.CONFIRM_FAULT, 0).orElseThrow();
    assertFalse(confirmed.asksForDecision());
    assertTrue(confirmed.text().contains("Confirmed as a fault by kim"), confirmed::text);
    assertEquals("kim", alerts.decisions().get(0).who());
  }

  @Test
  void shouldAcceptAsNormal() {
    blocks(LEARNING);
    scene.shift[Scene.JS] = 4;
    until(AlertStatus.OPEN, 150);
    blocks(60);

    DriftAlert resolved = decide(Verb.ACCEPT_AS_NORMAL, 0).orElseThrow();
    told.clear();
    blocks(300);

    assertEquals(AlertStatus.RESOLVED, resolved.status());
    assertTrue(resolved.text().contains("Accepted as normal by kim"), resolved::text);
    assertTrue(
        told.stream().allMatch(alert -> alert.status() == AlertStatus.WATCH), told::toString);
  }

  @Test
  void shouldResolveWhenANewReferenceTakesOver() {
    blocks(LEARNING);
    fault();
    DriftAlert open = until(AlertStatus.OPEN, 20);
    decide(Verb.REBASELINE, 0);

    DriftAlert resolved = until(AlertStatus.RESOLVED, LEARNING + 3);
    told.clear();
    blocks(200);

    assertEquals(open.id(), resolved.id());
    assertTrue(resolved.text().contains("Another reference"), resolved::text);
    assertEquals(List.of(), told, "what it learned is normal now");
  }

  @Test
  void shouldResolveWhenAnotherModelLooks() {
    blocks(LEARNING);
    fault();
    until(AlertStatus.OPEN, 20);
    scene.key = Scene.key("b2", LightMode.COLOUR);

    DriftAlert resolved = until(AlertStatus.RESOLVED, 3);

    assertTrue(resolved.text().contains("Another model"), resolved::text);
    assertEquals("a1", resolved.modelDigest());
    assertEquals(CameraState.LEARNING, alerts.state(scene.time + 100_000));
  }

  @Test
  void shouldCallAtOnceWhenTheCameraIsOfNoUse() {
    blocks(LEARNING);

    DriftAlert open = gross(GrossFault.STILL).orElseThrow();
    assertTrue(gross(GrossFault.STILL).isEmpty(), "once");
    DriftAlert silent = gross(GrossFault.SILENT).orElseThrow();
    DriftAlert over = gross(null).orElseThrow();
    scene.time += 5_000;
    DriftAlert again = gross(GrossFault.STILL).orElseThrow();

    assertEquals(AlertStatus.OPEN, open.status());
    assertEquals(Severity.CRITICAL, open.severity());
    assertTrue(open.text().contains("the picture stands still"), open::text);
    assertEquals(GrossFault.STILL, open.gross());
    assertEquals(AlertStatus.UPDATE, silent.status());
    assertEquals(AlertStatus.RESOLVED, over.status());
    assertEquals(AlertStatus.REOPENED, again.status());
    assertEquals(open.id(), again.id());
  }

  @Test
  void shouldGoOnWithTheDriftAfterAGrossFault() {
    blocks(LEARNING);
    fault();
    DriftAlert open = until(AlertStatus.OPEN, 20);

    DriftAlert black = gross(GrossFault.BLACK).orElseThrow();
    DriftAlert over = gross(null).orElseThrow();

    assertEquals(Severity.CRITICAL, black.severity());
    assertEquals(AlertStatus.UPDATE, over.status());
    assertEquals(open.id(), over.id());
    assertEquals(CameraState.OPEN, alerts.state(scene.time));
  }

  @Test
  void shouldTellTheSameWhereverItWasStored() {
    // Given
    Scene otherScene = Scene.of(Scene.SETTINGS);
    AlertLifecycle other = new AlertLifecycle("gate-3", SETTINGS);
    List<DriftAlert> otherTold = new ArrayList<>();

    // When
    for (int i = 0; i < 260; i++) {
      double shift = i > 60 && i < 100 ? 20 : 0;
      scene.shift[Scene.JS] = shift;
      otherScene.shift[Scene.JS] = shift;
      blocks(1);
      BlockReport report = otherScene.block();
      other.block(report, otherScene.watch, List::of).ifPresent(otherTold::add);
      other = AlertLifecycle.read(other.toBytes(), "gate-3", SETTINGS);
    }

    // Then
    assertEquals(told, otherTold);
    assertTrue(told.stream().anyMatch(alert -> alert.status() == AlertStatus.RESOLVED));
    assertArrayEquals(alerts.toBytes(), other.toBytes());
    assertTrue(other.toBytes().length < 1_000, "takes " + other.toBytes().length + " bytes");
  }

  @Test
  void shouldRefuseDamagedBytes() {
    byte[] bytes = alerts.toBytes();

    assertThrows(
        IllegalArgumentException.class,
        () -> AlertLifecycle.read(Arrays.copyOf(bytes, 5), "gate-3", SETTINGS));
    bytes[0] = 7;
    assertThrows(
        IllegalArgumentException.class, () -> AlertLifecycle.read(bytes, "gate-3", SETTINGS));
  }

  private void fault() {
    scene.shift[Scene.JS] = 20;
  }

  private void repaired() {
    scene.shift[Scene.JS] = 0;
  }

  private void blocks(int count) {
    for (int i = 0; i < count; i++) {
      alerts.block(scene.block(), scene.watch, List::of).ifPresent(told::add);
    }
  }

  private DriftAlert until(AlertStatus status, int most) {
    for (int i = 0; i < most; i++) {
      blocks(1);
      if (!told.isEmpty() && told.get(told.size() - 1).status() == status) {
        return told.get(told.size() - 1);
      }
    }
    throw new AssertionError("no %s within %d blocks, only %s".formatted(status, most, told));
  }

  private Optional<DriftAlert> gross(GrossFault fault) {
    return alerts.gross(scene.time += 250, fault, scene.key, "r", scene.watch);
  }

  private Optional<DriftAlert> decide(Verb verb, long until) {
    return alerts.decide(
        new OperatorAction(verb, "kim", scene.time, until), scene.key, scene.watch);
  }
}
