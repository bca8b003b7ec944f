package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CameraWatchTest {
  private static final int LEARNING = 40; // blocks

  private final Scene scene = Scene.of(Scene.SETTINGS);

  @Test
  void shouldLearnInThreePartsAndThenWatch() {
    assertEquals(LearningPhase.REFERENCE, scene.blocks(9).watch().phase());
    assertEquals(LearningPhase.SCALE, scene.blocks(1).watch().phase());
    assertEquals(LearningPhase.ENVELOPE, scene.blocks(20).watch().phase());
    BlockReport last = scene.blocks(10);

    assertEquals(LearningPhase.DONE, last.watch().phase());
    assertTrue(last.newReference());
    assertNull(last.reading());
    assertNotNull(scene.block().reading());
  }

  @Test
  void shouldStayCalmOnTheSceneThatItLearned() {
    scene.blocks(LEARNING);

    assertEquals(-1, scene.blocksToAlarm(2000));
  }

  @Test
  void shouldAlarmSoonAndSaySinceWhenAndWhat() {
    // Given
    scene.blocks(LEARNING + 30);
    long changed = scene.time;
    scene.shift[Scene.JS] = 20;

    // When
    Reading reading = scene.block().reading();
    int blocks = 1;
    while (!reading.isAlarm()) {
      reading = scene.block().reading();
      blocks++;
    }

    // Then
    assertTrue(blocks >= 7 && blocks <= 20, "alarm after " + blocks);
    int leading = reading.leading().get(0);
    assertEquals("p4.js+", Scene.SET.streams().get(leading).name());
    assertEquals(changed, reading.onset(leading), 2_000.0);
    assertTrue(reading.level(leading) > 0.5, "level " + reading.level(leading));
    assertTrue(reading.z(Scene.JS) > 6);
    assertTrue(reading.evidencePercent() >= 100);
  }

  @Test
  void shouldBetOnceOnFramesThatAreSentAgain() {
    // Given
    scene.blocks(LEARNING + 5);
    long[] times = new long[400];
    double[][] values = new double[400][];
    long first = scene.sequence;
    for (int i = 0; i < times.length; i++) {
      times[i] = scene.time += 250;
      values[i] = scene.values();
      scene.frame(++scene.sequence, times[i], values[i]);
    }
    byte[] before = scene.watch.toBytes();

    // When
    for (int i = 0; i < times.length; i++) {
      assertTrue(scene.frame(first + 1 + i, times[i], values[i]).ignored());
    }

    // Then
    assertArrayEquals(before, scene.watch.toBytes());
  }

  @Test
  void shouldTakeACounterThatStartsAnewForAnotherRun() {
    scene.blocks(3);

    assertTrue(scene.frame(1, scene.time + 100, scene.values()).ignored(), "late, perhaps");
    assertFalse(scene.frame(1, scene.time + 6_000, scene.values()).ignored(), "clearly later");
    assertFalse(scene.frame(2, scene.time + 6_250, scene.values()).ignored());
    assertTrue(scene.frame(1_000, scene.time, scene.values()).ignored(), "from before");
  }

  @Test
  void shouldCloseOneBlockForAGapHoweverLong() {
    double before = scene.blocks(5).watch().progress();
    scene.frame();
    scene.frame();

    scene.time += 3_600_000;
    BlockReport closed = scene.frame().closed();

    assertNotNull(closed);
    assertEquals(before + 1.0 / LEARNING, closed.watch().progress(), 1e-9);
  }

  @Test
  void shouldMergeABlockOfFewFramesIntoTheNext() {
    // Given
    scene.blocks(5); // and the first frame of the next
    long start = Math.floorDiv(scene.time, 1000) * 1000 + 1000;
    scene.frame(++scene.sequence, start, scene.values());

    // When
    BlockReport few = scene.frame(++scene.sequence, start + 1000, scene.values()).closed();
    scene.frame(++scene.sequence, start + 1250, scene.values());
    BlockReport merged = scene.frame(++scene.sequence, start + 2000, scene.values()).closed();

    // Then
    assertNull(few);
    assertNotNull(merged);
    assertEquals(4, merged.block().frames());
    assertEquals(4, merged.block().count(Scene.JS));
  }

  @Test
  void shouldPauseAFigureWithFewValuesAndKeepThem() {
    // Given
    scene.blocks(LEARNING + 1); // and the first frame of the next
    double[] without = scene.values();
    without[Scene.JS] = Double.NaN;
    long start = Math.floorDiv(scene.time, 1000) * 1000 + 1000;
    for (int i = 0; i < 4; i++) {
      scene.frame(++scene.sequence, start + 250L * i, i < 1 ? scene.values() : without);
    }

    // When
    BlockReport paused = scene.frame(++scene.sequence, start + 1000, scene.values()).closed();
    for (int i = 1; i < 4; i++) {
      scene.frame(++scene.sequence, start + 1000 + 250L * i, without);
    }
    BlockReport next = scene.frame(++scene.sequence, start + 2000, scene.values()).closed();

    // Then
    assertTrue(Double.isNaN(paused.block().mean(Scene.JS)));
    assertEquals(2, paused.block().count(Scene.JS));
    assertTrue(Double.isNaN(paused.reading().score(stream("p4.js+"))));
    assertTrue(Double.isFinite(next.block().mean(Scene.JS)));
    assertEquals(3, next.block().count(Scene.JS));
  }

  @Test
  void shouldGoOnToTheSameBitsWhereverItWasStored() {
    // Given
    Scene stored = Scene.of(Scene.SETTINGS);

    // When
    for (int i = 0; i < 700; i++) {
      if (i == 400) {
        scene.shift[Scene.JS] = 20;
        stored.shift[Scene.JS] = 20;
      }
      scene.frame();
      stored.frame();
      if (i % 37 == 0) {
        stored.watch = CameraWatch.read(stored.watch.toBytes(), Scene.SET, Scene.SETTINGS);
      }
    }

    // Then
    assertArrayEquals(scene.watch.toBytes(), stored.watch.toBytes());
  }

  @Test
  void shouldLearnAnewUnderOtherFiguresAndRefuseDamagedBytes() {
    scene.blocks(LEARNING);
    byte[] bytes = scene.watch.toBytes();
    StreamSet other = StreamSet.attention(List.of("p5"));

    assertEquals(List.of(), CameraWatch.read(bytes, other, Scene.SETTINGS).contexts());
    assertEquals(List.of(Scene.DAY), CameraWatch.read(bytes, Scene.SET, Scene.SETTINGS).contexts());
    assertThrows(
        IllegalArgumentException.class,
        () -> CameraWatch.read(Arrays.copyOf(bytes, 900), Scene.SET, Scene.SETTINGS));
    bytes[0] = 9;
    assertThrows(
        IllegalArgumentException.class, () -> CameraWatch.read(bytes, Scene.SET, Scene.SETTINGS));
  }

  @Test
  void shouldLearnAnewUnderAnotherModelAndNeverAlarm() {
    // Given
    scene.blocks(LEARNING + 5);

    // When
    scene.key = Scene.key("b2", LightMode.COLOUR);
    scene.shift[Scene.JS] = 40;
    scene.block(); // the old model's last
    BlockReport first = scene.block();

    // Then
    assertEquals("b2", first.context().modelDigest());
    assertEquals(LearningPhase.REFERENCE, first.watch().phase());
    assertEquals(-1, scene.blocksToAlarm(300));
  }

  @Test
  void shouldKnowAContextAgain() {
    scene.blocks(LEARNING + 5);
    scene.key = Scene.key("a1", LightMode.MONO);
    scene.blocks(5);
    scene.key = Scene.DAY;
    scene.block();

    assertEquals(LearningPhase.DONE, scene.block().watch().phase());
  }

  @Test
  void shouldKeepThreeContextsAndDropThoseOfAnotherModelFirst() {
    // Given
    scene.blocks(20);
    scene.key = Scene.key("b2", LightMode.COLOUR);
    scene.blocks(3);
    scene.key = Scene.key("b2", LightMode.MONO);
    scene.blocks(9);

    // When
    scene.key = Scene.key("b3", LightMode.COLOUR);
    scene.frame();
    List<String> afterFirst = digests();
    scene.key = Scene.key("b2", LightMode.COLOUR);
    scene.frame();

    // Then
    assertEquals(List.of("a1", "b2", "b3"), afterFirst, "the least seen of other models' went");
    assertEquals(List.of("a1", "b2", "b2"), digests());
  }

  private List<String> digests() {
    return scene.watch.contexts().stream().map(ContextKey::modelDigest).toList();
  }

  @Test
  void shouldBetOnNothingWhileItIsHeld() {
    scene.blocks(LEARNING);
    scene.watch.hold(Scene.DAY, true);
    scene.shift[Scene.JS] = 20;

    assertEquals(-1, scene.blocksToAlarm(100));
    scene.watch.hold(Scene.DAY, false);
    assertNotEquals(-1, scene.blocksToAlarm(20));
  }

  @Test
  void shouldAcceptWhatAnOperatorCallsNormal() {
    // Given
    scene.blocks(LEARNING);
    scene.shift[Scene.JS] = 4;
    int before = scene.blocksToAlarm(200);
    Reading alarm = scene.block().reading();
    int stream = stream("p4.js+");

    // When
    scene.watch.hold(Scene.DAY, true);
    scene.blocks(60);
    scene.watch.hold(Scene.DAY, false);
    scene.watch.accept(Scene.DAY, List.of(stream));

    // Then
    Reading after = scene.block().reading();
    assertNotEquals(-1, before);
    assertTrue(after.envelope(stream) > alarm.envelope(stream));
    assertTrue(after.envelope(stream) <= 0.6);
    assertEquals(-1, scene.blocksToAlarm(500));
  }

  @Test
  void shouldLearnAnotherReferenceBesideTheOneInUse() {
    // Given
    scene.blocks(LEARNING);
    String old = scene.block().watch().id();
    scene.shift[Scene.JS] = 3;

    // When
    scene.watch.rebaseline(Scene.DAY, scene.time);
    BlockReport report = scene.block();
    assertEquals(2, scene.watch.references().size());
    int blocks = 1;
    while (!report.newReference()) {
      report = scene.block();
      blocks++;
    }

    // Then
    assertEquals(LEARNING, blocks, 1);
    assertNotEquals(old, report.watch().id());
    assertEquals(1, scene.watch.references().size());
    assertEquals(-1, scene.blocksToAlarm(300));
  }

  @Test
  void shouldStaySmall() {
    // Given
    StreamSet layers = StreamSet.attention(List.of("p3", "p4", "p5"));
    double[] values = new double[layers.figures().size()];
    Arrays.fill(values, 1);
    CameraWatch watch = new CameraWatch(layers, Scene.SETTINGS);

    // When
    for (int frame = 0; frame < 3 * 4 * 50; frame++) {
      ContextKey key =
          new ContextKey(
              "d".repeat(64),
              List.of("p3", "p4", "p5"),
              640,
              640,
              1920,
              1080,
              "preset " + frame / 200,
              LightMode.COLOUR);
      watch.frame(frame, 250L * frame, key).watches().forEach(each -> each.add(values));
    }

    // Then
    assertEquals(3, watch.contexts().size());
    int bytes = watch.toBytes().length;
    assertTrue(bytes < 24_000, "three contexts take " + bytes + " bytes");
  }

  private static int stream(String name) {
    return Scene.SET.streams().stream().map(DriftStream::name).toList().indexOf(name);
  }
}
