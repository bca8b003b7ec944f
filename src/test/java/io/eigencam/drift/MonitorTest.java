package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One stream of one figure, whose blocks are given. */
class MonitorTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final StreamSet SET = new StreamSet(List.of(Figure.of("p4", DriftMetric.JS)));
  private static final DriftSettings HOURLY =
      new DriftSettings(HOUR, 1, LearningProfile.DEMO, null, new AlarmBudget(1e-6), 0.5);

  private long now;

  @Test
  void shouldFollowSlowChangeAndSayHowFar() {
    Monitor monitor = monitor(0);
    Reading reading = null;
    for (int i = 0; i < 48; i++) {
      reading = close(monitor, 1);
    }

    assertEquals(1, reading.walked(0), 0.05, "half a scale a day");
    assertEquals(1, reading.range(0).median(), 0.05);
  }

  @Test
  void shouldNotFollowAFault() {
    Monitor monitor = monitor(0);
    Reading reading = close(monitor, 8);
    for (int i = 0; i < 60 && !reading.isWatch(); i++) {
      reading = close(monitor, 8);
    }
    double walked = reading.walked(0);
    assertTrue(reading.isWatch());

    reading = close(monitor, 8);
    reading = close(monitor, 8);

    assertEquals(walked, reading.walked(0));
  }

  @Test
  void shouldNotFollowWhileAnAlertIsOpen() {
    Monitor monitor = monitor(0);
    monitor.hold(true);
    close(monitor, 8);

    assertEquals(0, close(monitor, 8).walked(0));
  }

  @Test
  void shouldWidenTheEnvelopeOnProbationOnceTheDayIsOver() {
    Monitor monitor = monitor(100);
    double before = close(monitor, 3).envelope(0);
    for (int i = 1; i < 24; i++) {
      assertEquals(before, close(monitor, 3).envelope(0), "within the day");
    }

    assertTrue(close(monitor, 3).envelope(0) > before + 0.1);
  }

  @Test
  void shouldNotWidenTheEnvelopeByADayWithAnAlert() {
    Monitor monitor = monitor(100);
    double before = close(monitor, 3).envelope(0);
    monitor.hold(true);
    for (int i = 0; i < 23; i++) {
      close(monitor, 3);
    }
    monitor.hold(false);

    assertEquals(before, close(monitor, 3).envelope(0));
  }

  @Test
  void shouldNotWidenTheEnvelopeAfterProbation() {
    Monitor monitor = monitor(0);
    double before = close(monitor, 2.5).envelope(0);
    for (int i = 0; i < 60; i++) {
      close(monitor, 2.5);
    }

    assertEquals(before, close(monitor, 2.5).envelope(0));
  }

  @Test
  void shouldWidenTheEnvelopeNoFurtherThanAcceptedNormalMayGo() {
    Monitor monitor = monitor(0);
    for (int i = 0; i < 60; i++) {
      close(monitor, 9);
    }
    monitor.accept(List.of(0));

    assertEquals(0.6, close(monitor, 9).envelope(0), 1e-9);
    assertTrue(close(monitor, 9).evidence() < 10, "and begin anew");
  }

  @Test
  void shouldDateTheOnsetByTheLastCalmBlock() {
    Monitor monitor = monitor(0);
    for (int i = 0; i < 10; i++) {
      close(monitor, 0);
    }
    long changed = now;
    Reading reading = null;
    for (int i = 0; i < 6; i++) {
      reading = close(monitor, 9);
    }

    assertEquals(changed, reading.onset(0));
    assertNotEquals(0, reading.level(0));
  }

  /** Around 0, with scale 1. */
  private Monitor monitor(int probation) {
    Envelopes envelopes = new Envelopes(SET.streams().size());
    envelopes.learn(0.1);
    double[] scales = new double[1];
    Arrays.fill(scales, 1);
    return new Monitor(SET, new double[1], scales, envelopes, probation, now);
  }

  private Reading close(Monitor monitor, double mean) {
    Block block = new Block(now, now + HOUR, 100, new double[] {mean}, new int[] {100});
    now += HOUR;
    return monitor.close(block, HOURLY, 0.1, 1);
  }
}
