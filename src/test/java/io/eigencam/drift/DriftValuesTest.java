package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The small values that level 2 is made of. */
class DriftValuesTest {

  @Test
  void shouldMakeFourteenStreamsOfEachLayerAndFourOfTheOutput() {
    assertEquals(18, StreamSet.attention(List.of("p4")).streams().size());
    assertEquals(46, StreamSet.attention(List.of("p3", "p4", "p5")).streams().size());
    assertEquals(
        List.of("conf+", "conf-", "logn+", "logn-"),
        StreamSet.attention(List.of("p4")).streams().stream()
            .map(DriftStream::name)
            .skip(14)
            .toList());
  }

  @Test
  void shouldPutEveryValueWhereItsFigureIs() {
    List<Figure> figures = StreamSet.attention(List.of("p4", "p5")).figures();

    double[] values =
        StreamSet.values(
            List.of(metrics(0), metrics(100)), metrics(50), new PictureFigures(200, 201, 202, 0));

    assertEquals(figures.size(), values.length);
    for (int k = 0; k < values.length; k++) {
      Figure figure = figures.get(k);
      DriftMetric metric = figure.metric();
      double source = figure.layer().equals("p5") ? 100 : figure.layer().isEmpty() ? 50 : 0;
      double expected = metric == null ? 200 + (k - 24) : source + metric.ordinal();
      assertEquals(expected, values[k], figure.name());
    }
  }

  private static MetricValues metrics(double first) {
    Map<DriftMetric, Double> values = new EnumMap<>(DriftMetric.class);
    for (DriftMetric metric : DriftMetric.values()) {
      values.put(metric, first + metric.ordinal());
    }
    return MetricValues.of(values);
  }

  @Test
  void shouldPutAPlainMonitorThroughTheSame() {
    StreamSet set = StreamSet.plain();

    double[] values =
        StreamSet.values(new BaselineFigures(new PictureFigures(1, 2, 3, 9), 0, 0.5, 0.25));

    assertEquals(
        List.of("luma", "contrast", "sharpness", "conf", "logn", "embedding"),
        set.figures().stream().map(Figure::name).toList());
    assertArrayEquals(new double[] {1, 2, 3, 0.5, 0, 0.25}, values);
    assertEquals(11, set.streams().size());
  }

  @Test
  void shouldScoreBeyondTwoScalesInItsOwnDirectionOnly() {
    DriftStream up = new DriftStream(0, 1, "a+");
    DriftStream down = new DriftStream(0, -1, "a-");

    assertEquals(0, up.score(2));
    assertEquals(0.5, up.score(4));
    assertEquals(1, up.score(80));
    assertEquals(0, up.score(-80));
    assertEquals(0.5, down.score(-4));
    assertTrue(Double.isNaN(down.score(Double.NaN)));
  }

  @Test
  void shouldTurnABudgetIntoBlocksPerFalseAlarm() {
    assertEquals(86_400, AlarmBudget.DEFAULT.threshold(30_000));
    assertEquals(8_640, new AlarmBudget(10).threshold(30_000));
    // 100 cameras of 2880 blocks a day that may raise two false alarms a day together
    assertEquals(144_000, AlarmBudget.ofFleet(100, 2).threshold(30_000), 1e-6);
    assertThrows(IllegalArgumentException.class, () -> new AlarmBudget(0));
  }

  @Test
  void shouldBearHalfOfTheValuesBeingSpoilt() {
    double[] values = {1, 2, 3, 4, 5, 900, 900, Double.NaN, 900};

    NormalRange range = NormalRange.of(values, 0.1);

    assertEquals(4.5, range.median());
    assertTrue(range.scale() < 6, () -> "scale " + range.scale());
    assertEquals(0.1, NormalRange.of(new double[] {7, 7, 7, 7, 7}, 0.1).scale());
    assertTrue(Double.isNaN(NormalRange.of(new double[] {1, 2}, 0.1).median()));
  }

  @Test
  void shouldSampleBlocksEvenlyAndTheSameWayAfterARestart() {
    // Given
    BlockReservoir reservoir = new BlockReservoir(5, 2);
    BlockReservoir stored = new BlockReservoir(5, 2);

    // When
    for (int i = 0; i < 5120; i++) {
      reservoir.add(new double[] {i, -i});
      stored.add(new double[] {i, -i});
      if (i % 1000 == 999) {
        StateOutput out = new StateOutput();
        stored.write(out);
        stored = BlockReservoir.read(new StateInput(out.toByteArray()), 2);
      }
    }

    // Then
    double[] kept = reservoir.values(0, 0, Integer.MAX_VALUE);
    assertArrayEquals(kept, stored.values(0, 0, Integer.MAX_VALUE));
    assertEquals(512, Arrays.stream(kept).distinct().count());
    assertEquals(256, reservoir.values(0, 0, 2560).length, 40);
    assertEquals(128, reservoir.values(1, 0, 1280).length, 35);
  }

  @Test
  void shouldChangeTheLightModeOnlyAfterHalfAMinute() {
    LightSwitch light = new LightSwitch(20);

    assertEquals(LightMode.COLOUR, light.update(0, 1));
    assertEquals(LightMode.COLOUR, light.update(29_000, 1));
    assertEquals(LightMode.COLOUR, light.update(29_500, 20), "colour again");
    assertEquals(LightMode.COLOUR, light.update(31_000, 1));
    assertEquals(LightMode.COLOUR, light.update(60_000, 1));
    assertEquals(LightMode.MONO, light.update(61_000, 1));
  }

  @Test
  void shouldTellContextsApartByWhatMakesFramesIncomparable() {
    ContextKey key = Scene.DAY;

    assertEquals(key.id(), Scene.key("a1", LightMode.COLOUR).id());
    assertNotEquals(key.id(), Scene.key("a1", LightMode.MONO).id());
    assertNotEquals(key.id(), Scene.key("a2", LightMode.COLOUR).id());
    assertEquals(12, key.id().length());
  }

  @Test
  void shouldNameTheFiguresThatAreStrangeToTheFleet() {
    List<NormalRange> usual =
        Scene.SET.figures().stream().map(f -> new NormalRange(1, f.scaleFloor())).toList();
    List<List<NormalRange>> fleet = IntStream.range(0, 6).mapToObj(i -> usual).toList();
    List<NormalRange> strange =
        Scene.SET.figures().stream()
            .map(f -> new NormalRange(f.word().equals("sharpness") ? -3 : 1, f.scaleFloor()))
            .collect(Collectors.toList());

    List<Figure> strangers = FleetComparison.strangers(Scene.SET, strange, fleet);

    assertEquals(List.of("sharpness"), strangers.stream().map(Figure::name).toList());
    assertEquals(
        List.of(), FleetComparison.strangers(Scene.SET, strange, fleet.subList(0, 4)), "too few");
  }

  @Test
  void shouldShowWhereAttentionChangedWithinAFewBlocks() {
    CellDrift drift = new CellDrift(2, 2, 120_000);
    float[] z = {0, 6, Float.NaN, -6};
    for (long time = 0; time <= 240_000; time += 200) {
      drift.add(time, z);
    }
    StateOutput out = new StateOutput();
    drift.write(out);
    CellDrift read = CellDrift.read(new StateInput(out.toByteArray()));

    assertEquals(6 * (1 - Math.exp(-2)), read.z(0, 1), 0.01);
    assertEquals(-6 * (1 - Math.exp(-2)), read.z(1, 1), 0.01);
    assertEquals(0, read.z(1, 0));
  }
}
