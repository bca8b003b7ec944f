package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A classifier drawn by hand: two convolutions, global pooling, one linear layer. */
@Timeout(60)
class OwnClassifierTest {
  @TempDir private Path folder;

  @Test
  void shouldFindTheLastMapTheBackboneAndTheWeights() throws Exception {
    OwnClassifier.write(folder, true);

    StockModel model = StockModel.open(folder);

    assertEquals(new HeadLayout(HeadLayout.Kind.CLASSIFY, 3, 0, 1), model.layout());
    assertNull(model.boxUnits());
    assertEquals(
        List.of(
            new FeatureTensor("last", "last/relu:0", 4, 8, 8, 16),
            new FeatureTensor("backboneEnd", "backbone/relu:0", 4, 8, 8, 5)),
        model.features().all());
    assertEquals("linear/weights:0", model.features().linearWeight());
    assertEquals("", model.unsupportedReason());
  }
}
