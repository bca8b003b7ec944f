package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eigencam.drift.DriftMetric.Group;
import io.eigencam.frame.LayerFeatures;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All metrics of a layer, and what they are compared with, against numpy's float64 SVD. */
class MetricsGoldenTest {
  private static final double TOLERANCE = 1e-3;

  static List<DriftCase> cases() throws IOException {
    return DriftCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldMeasureWhatTheSvdMeasures(DriftCase golden) throws IOException {
    LayerReference reference = golden.reference();
    List<LayerSample> samples = golden.samples();

    for (int i = 0; i < samples.size(); i++) {
      JsonNode frame = golden.frames().get(i);
      LayerMetrics metrics = LayerMetrics.of(samples.get(i), reference);

      for (DriftMetric metric : DriftMetric.values()) {
        if (metric.group() == Group.OUTPUT) {
          continue;
        }
        String what = frame.path("frame").asText() + ", " + metric.word();
        Double expected = DriftCase.expected(frame, metric);
        assertEquals(expected != null, metrics.values().isDefined(metric), what + " is defined");
        if (expected != null) {
          assertEquals(expected, metrics.values().get(metric), TOLERANCE, what);
        }
      }
      assertDifference(frame, metrics.difference());
    }
  }

  private static void assertDifference(JsonNode frame, MapDifference difference) {
    JsonNode expected = frame.path("difference");
    for (int i = 0; i < difference.values().length; i++) {
      String what = frame.path("frame").asText() + ", cell " + i;
      if (expected.isNull() || expected.get(i).isNull()) {
        assertTrue(Float.isNaN(difference.values()[i]), what);
      } else {
        assertEquals(expected.get(i).asDouble(), difference.values()[i], TOLERANCE, what);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldTakeTheSameCellsForThoseInBoxes(DriftCase golden) throws IOException {
    List<LayerSample> samples = golden.samples();

    for (int i = 0; i < samples.size(); i++) {
      LayerSample sample = samples.get(i);
      BoxCells cells =
          BoxCells.of(
              sample.detections(), sample.grid(), sample.grid().cellToPicture(sample.cells()));
      JsonNode frame = golden.frames().get(i);
      assertEquals(golden.grid(), sample.grid());
      assertEquals(frame.path("inBoxes").asInt(), cells.count(), frame.path("frame").asText());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldLearnWhatTheWholeSumsGive(DriftCase golden) throws IOException {
    List<LayerFeatures> frames = golden.learnedFrames();
    LayerReferenceBuilder builder = new LayerReferenceBuilder(frames.get(0));
    frames.forEach(builder::add);

    LayerReference learned = builder.build();

    assertEquals(frames.size(), builder.frames());
    assertNear(golden, "mean", learned.mean(), 1e-5);
    assertNear(golden, "deviation", learned.deviation(), 1e-5);
    assertNear(golden, "mapMean", learned.mapMean(), TOLERANCE);
    assertNear(golden, "mapDeviation", learned.mapDeviation(), TOLERANCE);
    assertNear(golden, "mapShares", learned.mapShares(), 1e-5);
    // The sketch is not exact: 1e-4 of squared sine is what the metric `dir` does not see.
    double cosine = learned.cosine(row(golden.learned("axis"), 0, learned.channels()));
    assertTrue(cosine > Math.sqrt(1 - 1e-4), "cosine of the axes: " + cosine);
    float[] directions = golden.learned("directions");
    float[] energies = golden.learned("energies");
    assertEquals(directions.length, learned.directions().length);
    for (int k = 0; k * learned.channels() < directions.length; k++) {
      double inside = learned.inSubspace(row(directions, k, learned.channels()));
      // What is hardly above the fourth direction is noise: any other would do as well.
      if (energies[k] - energies[3] > 0.02 * energies[0]) {
        assertTrue(inside > 0.99, "direction " + k + " is inside by " + inside);
      }
    }
  }

  @Test
  void shouldSeeNothingAgainstZeroes() throws IOException {
    // Given a camera that has shown nothing but zeroes
    LayerSample zero = DriftCase.named("plain").samples().get(7);
    LayerReferenceBuilder builder = new LayerReferenceBuilder(zero.features());
    builder.add(zero.features());

    LayerReference reference = builder.build();
    MetricValues values =
        LayerMetrics.of(DriftCase.named("plain").samples().get(0), reference).values();

    assertFalse(reference.hasDirections());
    assertFalse(reference.hasMaps());
    assertEquals(Math.log(25), values.get(DriftMetric.FEAT), 1e-9);
    assertTrue(values.isDefined(DriftMetric.EVR));
    assertTrue(values.isDefined(DriftMetric.LIFT));
    for (DriftMetric metric : DriftMetric.values()) {
      boolean compares = metric == DriftMetric.DIR || metric == DriftMetric.SUB;
      if (compares || metric.group() == Group.PLACE) {
        assertFalse(values.isDefined(metric), metric.word());
      }
    }
  }

  private static void assertNear(DriftCase golden, String part, float[] learned, double tolerance) {
    float[] expected = golden.learned(part);
    assertEquals(expected.length, learned.length, part);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], learned[i], tolerance * (1 + Math.abs(expected[i])), part);
    }
  }

  private static double[] row(float[] rows, int index, int length) {
    double[] row = new double[length];
    for (int i = 0; i < length; i++) {
      row[i] = rows[index * length + i];
    }
    return row;
  }
}
