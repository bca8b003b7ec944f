package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.model.FeatureTensor;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.SavedModelWriter;
import io.eigencam.model.StockModel;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** A live model that does not do what the stock model does must not be used. */
@Timeout(120)
class LiveCheckTest {
  private static final List<Float> SCALE = List.of(1 / 255f);

  @TempDir Path folder;

  @Test
  void shouldNoticeAWrongGraph() throws Exception {
    refuseWrongPixels(StockModel.open(Path.of("demo-model", "saved_model")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yolov8-nms", "yolo26-end2end", "yolov8-old-normalised"})
  @NeedsShared("models/tiny")
  void shouldNoticeAWrongGraphInOtherLayouts(String name) throws Exception {
    refuseWrongPixels(StockModel.open(SharedData.path("models/tiny").resolve(name)));
  }

  private void refuseWrongPixels(StockModel stock) throws Exception {
    // Given a live model whose pixels are a quarter too dark
    List<FeatureTensor> layers = List.of(stock.features().named("p4").orElseThrow());
    LiveGraph live = LiveGraph.of(stock, layers, false);
    new SavedModelWriter(stock).write(folder, darker(live.graph()), live.inputs(), live.outputs());

    try (LivePredictor predictor = LivePredictor.load(folder)) {
      // When
      ModelRejected rejected =
          assertThrows(ModelRejected.class, () -> LiveCheck.run(stock, predictor));

      // Then
      String message = String.valueOf(rejected.getMessage());
      assertTrue(message.contains("does not give what the model itself gives"), message);
      assertEquals(1, message.lines().count());
    }
  }

  private static GraphDef darker(GraphDef graph) {
    GraphDef.Builder changed = graph.toBuilder();
    int changes = 0;
    for (NodeDef.Builder node : changed.getNodeBuilderList()) {
      boolean ours = node.getName().startsWith("eigencam_live/") && node.getOp().equals("Const");
      if (ours && node.getAttrOrThrow("value").getTensor().getFloatValList().equals(SCALE)) {
        AttrValue.Builder value = node.getAttrOrThrow("value").toBuilder();
        value.getTensorBuilder().setFloatVal(0, 0.75f * SCALE.get(0));
        node.putAttr("value", value.build());
        changes++;
      }
    }
    assertEquals(1, changes, "constants that scale the pixels");
    return changed.build();
  }
}
