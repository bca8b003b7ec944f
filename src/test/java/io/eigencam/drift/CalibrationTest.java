package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final int LOGN = Scene.index("logn");
  private static final int EVR = Scene.index("p4.evr");
  private static final int LIFT = Scene.index("p4.lift");

  private final Scene scene = Scene.of(Scene.SETTINGS);

  @Test
  void shouldMeasureMedianAndScaleOfBlocks() {
    Reading reading = scene.blocks(41).reading();

    NormalRange range = reading.range(Scene.JS);
    double floor = DriftMetric.JS.scaleFloor();
    assertEquals(1, range.median(), 1.2 * floor);
    assertEquals(floor, range.scale(), 0.6 * floor); // blocks of four frames of twice the floor
  }

  @Test
  void shouldStartOverWhereTheSceneChangedBetweenReferenceAndScale() {
    scene.blocks(10);
    String first = scene.block().watch().id();
    scene.shift[LOGN] = 30;
    BlockReport report = scene.blocks(19);

    assertEquals(LearningPhase.REFERENCE, report.watch().phase());
    assertNotEquals(first, report.watch().id(), "another reference must be made");
    assertEquals(LearningPhase.DONE, scene.blocks(40).watch().phase());
    assertEquals(Set.of(), scene.block().watch().suspicions());
  }

  @Test
  void shouldStartOverWhereTheSceneChangedWithinScale() {
    scene.blocks(20);
    scene.shift[Scene.JS] = 30;
    BlockReport report = scene.blocks(10);

    assertEquals(LearningPhase.REFERENCE, report.watch().phase());
  }

  @Test
  void shouldStartOverWhereTheLastPartLiesOutside() {
    scene.blocks(30);
    scene.shift[Scene.JS] = 30;
    BlockReport report = scene.blocks(10);

    assertEquals(LearningPhase.REFERENCE, report.watch().phase());
  }

  @Test
  void shouldGoOnAfterThreeTimesAndSaySo() {
    int blocks = 0;
    BlockReport report;
    do {
      scene.shift[Scene.JS] = blocks / 10 * 30; // without end
      report = scene.block();
      blocks++;
    } while (report.watch().phase() != LearningPhase.DONE && blocks < 400);

    assertEquals(LearningPhase.DONE, report.watch().phase());
    assertTrue(blocks > 100, "after " + blocks);
    assertTrue(report.watch().suspicions().contains(Suspicion.RESTLESS));
    assertTrue(report.watch().isProvisional());
  }

  @Test
  void shouldCapTheEnvelopeThatAFaultSpoilsAndCallItsStreamUnstable() {
    LearningProfile longer = profile(40, 0.10);
    Scene restless = Scene.of(new DriftSettings(1_000, 3, longer, null, AlarmBudget.DEFAULT, 0));
    restless.blocks(20);
    restless.shift[Scene.JS] = 30;
    restless.blocks(13);
    restless.shift[Scene.JS] = 0;
    Reading reading = restless.blocks(28).reading();

    int js = stream("p4.js+");
    assertTrue(reading.highestNormal(js) > 0.4, "it was seen");
    assertEquals(0.4, reading.envelope(js), "and may not blind the stream");
    assertEquals(0.1, reading.envelope(stream("p4.sub+")), 0.05);
    assertTrue(reading.isUnstable(js));
    assertFalse(reading.isUnstable(stream("p4.sub+")));
  }

  @Test
  void shouldDoubtWhatLooksWrongFromTheFirstFrame() {
    scene.shift[LIFT] = -40;
    scene.shift[EVR] = 100;
    BlockReport report = scene.blocks(41);

    assertEquals(
        Set.of(Suspicion.ATTENTION_BESIDE_OBJECTS, Suspicion.ONE_DIRECTION),
        report.watch().suspicions());
  }

  @Test
  void shouldPauseAFigureThatWasNeverSeen() {
    StreamSet set = Scene.SET;
    Watch watch = new Watch("c", set, Scene.SETTINGS, true, 0);
    double[] values = scene.values();
    values[Scene.JS] = Double.NaN;
    Reading reading = null;
    for (int block = 0; block < 41; block++) {
      for (int i = 0; i < 4; i++) {
        watch.add(values);
      }
      reading = watch.close(watch.take(block * 1000L, block * 1000L + 1000));
    }

    assertTrue(Double.isNaN(reading.z(Scene.JS)));
    assertTrue(Double.isNaN(reading.range(Scene.JS).median()));
    assertTrue(Double.isFinite(reading.evidence()));
  }

  @Test
  void shouldLearnAThoroughReferenceBehindAQuickOne() {
    // Given
    LearningProfile quick = profile(10, 0.25);
    Scene both = Scene.of(new DriftSettings(1_000, 3, quick, Scene.SHORT, AlarmBudget.DEFAULT, 0));

    // When
    BlockReport first = both.blocks(31);
    BlockReport second = both.blocks(42);

    // Then
    assertTrue(first.watch().isProvisional());
    assertEquals(0.25, first.reading().envelope(0));
    assertEquals(LearningPhase.DONE, second.watch().phase());
    assertFalse(second.watch().isProvisional());
    assertNotEquals(first.watch().id(), second.watch().id());
    assertEquals(Set.of(second.watch().id()), both.watch.references());
  }

  @Test
  void shouldNotLearnAFaultInTheBackground() {
    LearningProfile quick = profile(10, 0.25);
    Scene both = Scene.of(new DriftSettings(1_000, 3, quick, Scene.SHORT, AlarmBudget.DEFAULT, 0));
    String first = both.blocks(31).watch().id();

    both.watch.hold(Scene.DAY, true);

    assertEquals(first, both.blocks(100).watch().id());
  }

  /** Provisional where its envelopes are wide. */
  private static LearningProfile profile(int envelopeSeconds, double floor) {
    Duration ten = Duration.ofSeconds(10);
    return new LearningProfile(
        ten, ten, Duration.ofSeconds(envelopeSeconds), Duration.ZERO, floor > 0.1, floor);
  }

  private static int stream(String name) {
    return Scene.SET.streams().stream().map(DriftStream::name).toList().indexOf(name);
  }
}
