package io.eigencam.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.model.ModelRejected;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SelfCheckTest {
  private static final Path DEMO = Path.of("demo-model", "saved_model");

  /** Without the steps on the way to the wholly random network. */
  private static final CheckSettings QUICK = new CheckSettings(List.of(), List.of(1.0), 1);

  @TempDir private Path cache;

  @Test
  void shouldFindOutWhichLayerOfTheDemoModelToLookAt() throws Exception {
    // Given
    SelfCheck check = new SelfCheck(DEMO, cache, CheckSettings.DEFAULT);
    List<CheckPicture> pictures = RealFrames.ofStream(6, check.inputSide());
    List<Long> steps = new ArrayList<>();

    // When
    CheckResult result = check.run(pictures, steps::add);

    // Then
    assertEquals("p3", result.recommendation().layer());
    CheckedLayer p3 = layer(result, "p3");
    assertEquals(Trust.TRUST, p3.verdict().trust(), p3::toString);
    assertTrue(p3.figures().sign().alignment() > 0.6, p3::toString);
    assertEquals(Trust.DO_NOT_TRUST, layer(result, "p5").verdict().trust());
    assertEquals(
        List.of("p3", "p4", "p5", "sppf"),
        result.layers().stream().map(CheckedLayer::layer).toList());
    assertEquals(check.steps(pictures.size()), steps.get(steps.size() - 1));
    assertEquals(check.steps(pictures.size()), steps.size());
  }

  @Test
  void shouldForgetMoreTheMoreFiltersAreRandom() throws Exception {
    // Given
    CheckSettings settings = new CheckSettings(List.of("sppf", "p3"), List.of(0.2, 1.0), 1);
    SelfCheck check = new SelfCheck(DEMO, cache, settings);

    // When
    CheckResult result = check.run(RealFrames.ofStream(2, check.inputSide()), done -> {});

    // Then: the last fifth of the convolutions lies behind sppf, its map is the same to the bit
    RandomisedFigures untouched = layer(result, "sppf").figures().randomised().get(0);
    assertEquals(0, untouched.share());
    assertEquals(1, untouched.rankCorrelation(), 1e-6);
    List<RandomisedFigures> p3 = layer(result, "p3").figures().randomised();
    assertEquals(1, p3.get(1).share());
    assertTrue(p3.get(1).rankCorrelation() < 0.5, p3::toString);
    assertTrue(p3.get(0).rankCorrelation() > p3.get(1).rankCorrelation(), p3::toString);
  }

  @Test
  void shouldGiveTheSameFiguresAgain() throws Exception {
    CheckSettings settings = new CheckSettings(List.of("p4"), List.of(1.0), 1);
    SelfCheck check = new SelfCheck(DEMO, cache, settings);
    List<CheckPicture> pictures = RealFrames.ofStream(2, check.inputSide());

    assertEquals(
        check.run(pictures, done -> {}).layers(), check.run(pictures, done -> {}).layers());
  }

  @Test
  @NeedsShared("models/tiny/yolov8-cls")
  void shouldCheckAClassifierByItsClassMap() throws Exception {
    SelfCheck check = new SelfCheck(SharedData.path("models/tiny/yolov8-cls"), cache, QUICK);

    CheckResult result = check.run(RealFrames.ofStream(2, check.inputSide()), done -> {});

    assertEquals(
        List.of("last", "backboneEnd"), result.layers().stream().map(CheckedLayer::layer).toList());
    result.layers().forEach(layer -> assertNotNull(layer.figures().marks().correlation()));
  }

  @Test
  @NeedsShared("models/tiny/yolov8-batch2")
  void shouldRefuseAModelThatDoesNotRunLive() {
    ModelRejected refused =
        assertThrows(
            ModelRejected.class,
            () ->
                new SelfCheck(
                    SharedData.path("models/tiny/yolov8-batch2"), cache, CheckSettings.DEFAULT));

    assertTrue(refused.getMessage().contains("batch=1"), refused::getMessage);
  }

  @Test
  @NeedsShared("data/bccd")
  void shouldRecommendTheDemoModelsP3OnPhotographs() throws Exception {
    SelfCheck check = new SelfCheck(DEMO, cache, QUICK);

    CheckResult result = check.run(RealFrames.ofBccd(8, check.inputSide()), done -> {});

    assertEquals("p3", result.recommendation().layer(), result.layers()::toString);
    assertEquals(Trust.TRUST, layer(result, "p3").verdict().trust());
  }

  @Test
  @NeedsShared("data/video")
  void shouldRecommendP4OfCocoOnVideo() throws Exception {
    SelfCheck check = new SelfCheck(SharedData.path("models/yolov8n-coco-640"), cache, QUICK);

    CheckResult result = check.run(RealFrames.ofVideos(12, check.inputSide()), done -> {});

    assertEquals("p4", result.recommendation().layer(), result.layers()::toString);
    assertEquals(Trust.TRUST, layer(result, "p4").verdict().trust());
    assertEquals(0, layer(result, "p4").figures().noise().flipsWhereSure());
  }

  private static CheckedLayer layer(CheckResult result, String name) {
    return result.layers().stream()
        .filter(layer -> layer.layer().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
