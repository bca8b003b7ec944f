package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

@Timeout(120)
class RandomWeightsTest {
  private static final Path DEMO = Path.of("demo-model", "saved_model");

  @Test
  void shouldDrawAllFiltersThatLeadToTheLayers() throws Exception {
    StockModel stock = StockModel.open(DEMO);
    RandomWeights weights = new RandomWeights(stock, stock.features().all());

    GraphDef drawn = weights.draw(stock.flat().graph(), 1, 1);

    // Then: 45 convolutions of YOLOv8n lead to the features, the head's are not among them
    assertEquals(45, weights.convolutions());
    assertEquals(45, random(drawn).size());
    for (FeatureTensor layer : stock.features().all()) {
      assertEquals(1, weights.share(layer.name(), 1), layer.name());
      assertEquals(0, weights.share(layer.name(), 0), layer.name());
    }
    assertTrue(weights.share("p5", 0.5) > weights.share("p3", 0.5));
  }

  @Test
  void shouldLeaveTheNetworkAloneAtDepthNought() throws Exception {
    StockModel stock = StockModel.open(DEMO);
    RandomWeights weights = new RandomWeights(stock, stock.features().all());

    assertEquals(stock.flat().graph(), weights.draw(stock.flat().graph(), 0, 1));
  }

  @Test
  void shouldDrawTheSameFiltersAtEveryDepthAndOthersFromAnotherSeed() throws Exception {
    StockModel stock = StockModel.open(DEMO);
    RandomWeights weights = new RandomWeights(stock, stock.features().all());

    List<NodeDef> half = random(weights.draw(stock.flat().graph(), 0.5, 1));
    List<NodeDef> all = random(weights.draw(stock.flat().graph(), 1, 1));
    List<NodeDef> others = random(weights.draw(stock.flat().graph(), 1, 2));

    assertTrue(all.containsAll(half));
    assertTrue(half.size() < all.size());
    assertTrue(others.stream().noneMatch(all::contains));
  }

  @Test
  void shouldKeepTheSizeOfActivations() throws Exception {
    // Given
    StockModel stock = StockModel.open(DEMO);
    RandomWeights weights = new RandomWeights(stock, stock.features().all());

    for (FeatureTensor layer : stock.features().all()) {
      // When
      double trained = deviation(run(stock, stock.flat().graph(), layer));
      double random = deviation(run(stock, weights.draw(stock.flat().graph(), 1, 1), layer));

      // Then: nothing has died out or blown up over 20 layers
      assertTrue(
          random > 0.05 * trained && random < 20 * trained,
          layer.name() + ": " + random + " for " + trained);
    }
  }

  @Test
  @NeedsShared("models/tiny/keras3-variables")
  void shouldDrawFiltersThatAreVariables() throws Exception {
    StockModel stock = StockModel.open(SharedData.path("models/tiny/keras3-variables"));
    FeatureTensor p3 = stock.features().named("p3").orElseThrow();
    RandomWeights weights = new RandomWeights(stock, List.of(p3));

    GraphDef drawn = weights.draw(stock.flat().graph(), 1, 1);

    assertFalse(Arrays.equals(run(stock, stock.flat().graph(), p3), run(stock, drawn, p3)));
    assertArrayEquals(run(stock, drawn, p3), run(stock, drawn, p3));
    assertNotEquals(0, deviation(run(stock, drawn, p3)));
  }

  private static List<NodeDef> random(GraphDef graph) {
    return graph.getNodeList().stream()
        .filter(node -> node.getName().startsWith("eigencam_random/"))
        .toList();
  }

  private static float[] run(StockModel stock, GraphDef graph, FeatureTensor layer)
      throws Exception {
    try (GraphSession session = GraphSession.open(stock.flat(), graph)) {
      float[] picture = ProbePicture.of(stock.flat().inputHeight(), stock.flat().inputWidth());
      Map<String, FloatTensor> values = session.run(picture, Set.of(layer.tensor()));
      return Objects.requireNonNull(values.get(layer.tensor())).values();
    }
  }

  private static double deviation(float[] values) {
    double mean = 0;
    double squares = 0;
    for (float value : values) {
      mean += value / values.length;
      squares += (double) value * value / values.length;
    }
    return Math.sqrt(squares - mean * mean);
  }
}
