package io.eigencam.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.infer.Detector;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.TensorFlowDetector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/explanations.md claims, measured on at least 100 frames of a network; {@code
 * -Deigencam.test.claim-frames=1000} takes more. The tables are printed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealFrameClaims {
  static final int FRAMES = Integer.getInteger("eigencam.test.claim-frames", 105);

  /** Above it two components are too close to be told apart, and are flagged. */
  private static final double DISTINCT = 0.98;

  private final List<MeasuredMap> maps = new ArrayList<>();

  abstract Path model();

  abstract List<CheckPicture> frames() throws Exception;

  /** Whether a frame is also decomposed and looked at with noise, which takes time. */
  boolean thorough(int frame) {
    return true;
  }

  @BeforeAll
  void measure(@TempDir Path cache) throws Exception {
    List<CheckPicture> frames = frames();
    DetectorSettings settings =
        DetectorSettings.defaults().withLayers(List.of("p3", "p4", "p5", "sppf"));
    try (Detector detector = TensorFlowDetector.open(model(), cache, settings)) {
      for (int i = 0; i < frames.size(); i++) {
        maps.addAll(MeasuredMap.of(frames.get(i), detector, thorough(i)));
      }
    }
    long boxed = where("p3", map -> map.scoresAgree() != null);
    long decomposed = where("p3", map -> map.exactness() != null);
    System.out.printf(
        "%s: %d frames, %d with boxes, %d decomposed and with noise%n",
        model(), frames.size(), boxed, decomposed);
    assertTrue(boxed >= Math.min(FRAMES, 100), "only " + boxed + " frames with boxes");
    assertTrue(decomposed >= Math.min(FRAMES, 100), "only " + decomposed + " decomposed");
  }

  private long where(String layer, Predicate<MeasuredMap> holds) {
    return maps.stream().filter(map -> map.layer().equals(layer)).filter(holds).count();
  }

  @Test
  void shouldHaveTheSignOfTheBoxesWhereItIsCalledSure() {
    new ClaimTables(maps).printSigns();

    List<MeasuredMap> sure =
        maps.stream().filter(map -> map.sure() && map.scoresAgree() != null).toList();
    double agreement = share(sure, MeasuredMap::scoresAgree);

    assertTrue(sure.size() >= Math.min(FRAMES, 100), "too few maps: " + sure.size());
    assertTrue(agreement >= 0.99, "only " + agreement + " agree with the boxes");
  }

  @Test
  void shouldFindTheComponentThatAFullDecompositionFinds() {
    new ClaimTables(maps).printComponents();

    List<MeasuredMap> distinct =
        maps.stream()
            .filter(map -> map.exactness() != null && map.sigmaRatio() < DISTINCT)
            .toList();

    assertTrue(distinct.size() >= Math.min(FRAMES, 100), "hardly any component is distinct");
    for (MeasuredMap map : distinct) {
      assertTrue(map.exactness().vector() >= 0.999, map::toString);
      assertTrue(map.exactness().map() >= 0.999, map::toString);
    }
  }

  @Test
  void shouldNotTurnASureSignForNoiseThatNobodySees() {
    new ClaimTables(maps).printNoise();

    List<MeasuredMap> turned =
        maps.stream()
            .filter(map -> map.steadiness() != null && map.sure() && map.steadiness().flipped())
            .toList();

    assertEquals(List.of(), turned);
  }

  static double share(List<MeasuredMap> maps, Function<MeasuredMap, Boolean> what) {
    return maps.stream()
        .map(what)
        .filter(Objects::nonNull)
        .mapToInt(value -> value ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }
}
