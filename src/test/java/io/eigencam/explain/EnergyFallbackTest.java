package io.eigencam.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.PictureSize;
import io.eigencam.picture.MapRaster;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnergyFallbackTest {

  @ParameterizedTest
  @CsvSource({"sign-unsure, SIGN_UNSURE", "near-equal, UNSTABLE_COMPONENT"})
  void shouldPutTheEnergyBesideAMapThatIsUnsure(String golden, AttentionFlag flag)
      throws Exception {
    Explanation explanation = new LiveExplainer().explain(LiveCase.read(golden));

    assertTrue(explanation.layers().get(0).flags().contains(flag));
    assertEquals(
        List.of(MapKind.ENERGY),
        explanation.further().stream().map(LayerAttention::map).map(map -> map.kind()).toList());
    assertEquals(golden, explanation.further().get(0).layer());
  }

  @ParameterizedTest
  @CsvSource({"wide-fine, true", "constant, true", "sign-unsure, false"})
  void shouldAddNothingToWhatIsSureOrEmptyOrNotAskedFor(String golden, boolean fallback)
      throws Exception {
    ExplainSettings settings = ExplainSettings.DEFAULT.withFallback(fallback);

    Explanation explanation = new LiveExplainer(settings).explain(LiveCase.read(golden));

    assertEquals(List.of(), explanation.further());
  }

  @Test
  void shouldMeasureTheAttentionOfAnEnergyAboveItsMedian() throws Exception {
    var inference = LiveCase.read("wide-fine");

    LayerAttention energy =
        new EnergyMap().maps(new LayerView(inference.layers().get(0), inference)).get(0);

    // Every cell answers somehow: above 0, all of the picture outside the boxes would count.
    float zero = energy.map().zero();
    float[] values = energy.map().projection();
    int above = 0;
    for (float value : values) {
      above += value > zero ? 1 : 0;
    }
    assertEquals(values.length / 2, above);
    assertTrue(energy.outsideShare() < 0.6, "" + energy.outsideShare());
  }

  /** Every layer is clipped at its median; a second cut would leave a quarter of the picture. */
  @Test
  void shouldDrawAllThatAFusedEnergyMapHolds() throws Exception {
    // Given
    List<LayerAttention> layers = new ArrayList<>();
    PictureSize picture = LiveCase.read("wide-fine").letterbox().picture();
    for (String name : List.of("wide-fine", "wide-middle")) {
      Inference inference = LiveCase.read(name);
      layers.addAll(new EnergyMap().maps(new LayerView(inference.layers().get(0), inference)));
    }

    // When
    AttentionMap fused = LayerFusion.of(layers, Fusion.MEAN).orElseThrow();

    // Then what is written of it is drawn: colour reaches from a cell above 0 to its neighbours
    assertEquals(MapKind.ENERGY, fused.kind());
    assertEquals(0, fused.zero());
    int cells = 0;
    for (float value : fused.projection()) {
      cells += value > 0 ? 1 : 0;
    }
    int width = picture.width();
    MapRaster drawn = MapRaster.of(fused, picture, width, picture.height());
    int pixels = 0;
    for (int i = 0; i < width * picture.height(); i++) {
      pixels += drawn.value(i % width, i / width) > 0 ? 1 : 0;
    }
    double held = (double) cells / fused.projection().length;
    double seen = (double) pixels / (width * picture.height());
    assertTrue(held > 0.5 && seen >= held, "%s, %s".formatted(held, seen));
  }
}
