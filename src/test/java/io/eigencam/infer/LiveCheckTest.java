package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.model.FeatureTensor;
import io.eigencam.model.SavedModelWriter;
import io.eigencam.model.StockModel;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
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
    // Given live models of every form whose pixels are a quarter too dark
    List<FeatureTensor> layers = List.of(stock.features().named("p4").orElseThrow());
    for (LiveForm form : LiveForm.of(stock, DetectorSettings.defaults())) {
      LiveGraph live = form.graph(layers);

      // When, then
      assertTrue(agree(stock, form, live, live.graph()), form.name() + " as it is");
      assertFalse(agree(stock, form, live, darker(live.graph())), form.name() + ", too dark");
    }
  }

  private boolean agree(StockModel stock, LiveForm form, LiveGraph live, GraphDef graph)
      throws Exception {
    Path written = folder.resolve(UUID.randomUUID().toString());
    new SavedModelWriter(stock).write(written, graph, live.inputs(), live.outputs());
    try (LivePredictor predictor = LivePredictor.load(written)) {
      return LiveCheck.agree(stock, predictor, form);
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
