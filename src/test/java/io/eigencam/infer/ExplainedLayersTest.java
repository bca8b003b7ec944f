package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.LayerFeatures;
import io.eigencam.model.FeatureTensor;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.StockModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ExplainedLayersTest {
  private static final Path MODEL = Path.of("demo-model", "saved_model");

  @TempDir static Path cache;

  @Test
  void shouldSayWhichLayersThereAre() {
    DetectorSettings settings = DetectorSettings.defaults().withLayers(List.of("p2", "p6"));
    ModelRejected rejected =
        assertThrows(ModelRejected.class, () -> TensorFlowDetector.open(MODEL, cache, settings));
    assertTrue(String.valueOf(rejected.getMessage()).contains("none of the layers p2, p6"));
    assertTrue(String.valueOf(rejected.getMessage()).contains("p3, p4, p5, sppf"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"p44", "p9", "neck", "", "p3:0", "a:b", "../p3", "images", "images:0"})
  void shouldNotLeaveOutALayerThatNoModelHas(String typo) {
    DetectorSettings settings = DetectorSettings.defaults().withLayers(List.of("p3", typo));
    ModelRejected rejected =
        assertThrows(ModelRejected.class, () -> TensorFlowDetector.open(MODEL, cache, settings));
    String message = String.valueOf(rejected.getMessage());
    assertTrue(message.contains("no layer '" + typo + "'; it has [p3, p4, p5, sppf]"), message);
  }

  @Test
  void shouldRefuseTensorsThatAreNoPicture() throws Exception {
    StockModel stock = StockModel.open(MODEL);
    // Given the input itself, the boxes, and weights of the first convolution
    List<String> tensors = new ArrayList<>(List.of(stock.flat().inputTensor()));
    stock.flat().outputs().values().forEach(output -> tensors.add(output.tensor()));
    stock.flat().graph().getNodeList().stream()
        .filter(node -> node.getOp().equals("Conv2D"))
        .limit(1)
        .forEach(node -> tensors.add(node.getInput(1)));

    for (String tensor : tensors) {
      assertTrue(stock.layer(tensor).isEmpty(), tensor);
    }
    assertEquals(3, tensors.size());
  }

  @Test
  void shouldExplainATensorByItsName() throws Exception {
    // Given the tensor of p3, and one that is no standard layer
    StockModel stock = StockModel.open(MODEL);
    String p3 = stock.features().named("p3").orElseThrow().tensor();
    FeatureTensor other =
        stock.flat().graph().getNodeList().stream()
            .filter(node -> node.getOp().equals("Conv2D"))
            .flatMap(node -> stock.layer(node.getName() + ":0").stream())
            .findFirst()
            .orElseThrow();
    assertTrue(p3.contains("/") && p3.endsWith(":0"), p3);
    List<String> names = List.of(p3, "p3", other.tensor());

    // When
    DetectorSettings settings = DetectorSettings.defaults().withLayers(names);
    try (TensorFlowDetector named = TensorFlowDetector.open(MODEL, cache, settings)) {
      List<LayerFeatures> layers =
          named.infer(Pictures.decoded(Pictures.png(320, 200, 1))).layers();

      // Then
      assertEquals(names, layers.stream().map(LayerFeatures::layer).toList());
      assertEquals(8, layers.get(0).stride());
      assertArrayEquals(
          layers.get(1).activation().values(), layers.get(0).activation().values(), 0);
      assertArrayEquals(layers.get(1).gram(), layers.get(0).gram(), 0);
      assertEquals(2, layers.get(2).stride());
      assertEquals(100 * 160, layers.get(2).activation().cells());
    }
  }
}
