package io.eigencam.driftbenchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.corruption.Corruption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final CleanRun CLEAN = new CleanRun(0, 1);

  private static CaseResult one(Corruption corruption, double f1, int blocks, String... causes) {
    Alarm alarm =
        blocks == 0 ? Alarm.NEVER : new Alarm(blocks, blocks * 30.0, List.of(causes), "HIGH");
    return new CaseResult(
        "gate",
        corruption,
        3,
        f1,
        Map.of(TrialResult.ATTENTION, alarm, "pixels", Alarm.NEVER),
        corruption.isLocal() ? new RegionHit(f1 < 0.5, 0.1) : null);
  }

  private static Summary ours(CaseResult... cases) {
    return Summary.of(TrialResult.ATTENTION, List.of(cases), CLEAN);
  }

  @Test
  void shouldTellHarmfulFromHarmlessAndBenignAndMoved() {
    Summary summary =
        ours(
            one(Corruption.DEFOCUS, 0.79, 20),
            one(Corruption.DEFOCUS, 0.2, 21),
            one(Corruption.HAZE, 0.8, 9),
            one(Corruption.SHAKE, 0.5, 0),
            one(Corruption.MOVED, 0.1, 8));

    assertEquals(new Share(1, 2), summary.harmful(), "ten minutes are 20 blocks");
    assertEquals(new Share(1, 1), summary.harmless());
    assertEquals(new Share(0, 1), summary.benign());
    assertEquals(new Share(1, 1), summary.moved());
  }

  @Test
  void shouldCountAMissAsLongerThanAnyDelay() {
    assertEquals(
        300,
        ours(
                one(Corruption.DARK, 0.1, 0),
                one(Corruption.DARK, 0.1, 8),
                one(Corruption.DARK, 0.1, 10))
            .medianDelaySeconds());
    assertEquals(
        Double.POSITIVE_INFINITY,
        ours(one(Corruption.DARK, 0.1, 0), one(Corruption.DARK, 0.1, 8)).medianDelaySeconds());
    assertTrue(Double.isNaN(ours(one(Corruption.DARK, 1, 8)).medianDelaySeconds()));
  }

  @Test
  void shouldCountPlacesOfLocalFaultsAndCausesOfThoseThatRang() {
    Summary summary =
        ours(
            one(Corruption.DIRT, 0.4, 8, "too dark", "camera moved", "dirt on the lens"),
            one(Corruption.PATCH, 0.9, 8, "a", "b", "c", "a foreign pattern in view"),
            one(Corruption.RAIN_DROPS, 0.9, 0),
            one(Corruption.PIXELATE, 0.9, 8, "out of focus"));

    assertEquals(new Share(1, 3), summary.region());
    assertEquals(0.1, summary.regionByChance(), 1e-12);
    assertEquals(new Share(1, 2), summary.cause());
  }

  @Test
  void shouldGiveBaselinesNoPlaceAndNoCause() {
    CaseResult dirt = one(Corruption.DIRT, 0.4, 8, "dirt on the lens");
    Summary summary = Summary.of("pixels", List.of(dirt), CLEAN);

    assertEquals(new Share(0, 1), summary.harmful());
    assertEquals(0, summary.region().of());
    assertTrue(Double.isNaN(summary.cause().value()));
    assertFalse(dirt.alarm("pixels").rang());
  }
}
