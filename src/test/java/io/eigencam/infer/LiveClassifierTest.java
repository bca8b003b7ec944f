package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.explain.ClassActivation;
import io.eigencam.explain.LiveExplainer;
import io.eigencam.explain.NpyFile;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.ClassEvidence;
import io.eigencam.frame.Classification;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.SignRule;
import io.eigencam.model.GraphSession;
import io.eigencam.model.OwnClassifier;
import io.eigencam.model.StockModel;
import io.eigencam.numeric.Pearson;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classifiers at work: pictures in, probabilities and what they rest upon out. */
@Timeout(120)
class LiveClassifierTest {
  @TempDir private Path folder;
  @TempDir private Path cache;

  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({"32, 32", "80, 32", "32, 80", "33, 32", "1, 1", "300, 200"})
  void shouldExplainEveryLogitExactly(int width, int height) throws Exception {
    // Given
    OwnClassifier.write(folder, true);
    byte[] picture = Pictures.png(width, height, 5);

    try (TensorFlowDetector detector = open(folder)) {
      // When
      Inference inference = detector.infer(Pictures.decoded(picture));

      // Then the softmax of what the maps add up to is what the model says
      ClassEvidence evidence = Objects.requireNonNull(inference.classEvidence());
      double[] logits = new double[3];
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        float[] map = evidence.map(k);
        double total = 0;
        for (float value : map) {
          total += value;
        }
        logits[k] = total / map.length + evidence.weights().bias(k);
        assertEquals(logits[k], evidence.logit(k), 1e-12);
        sum += Math.exp(logits[k]);
      }
      assertEquals(3, inference.classifications().size());
      for (Classification one : inference.classifications()) {
        assertEquals(Math.exp(logits[one.classId()]) / sum, one.confidence(), 1e-6);
      }
      assertTrue(inference.detections().isEmpty() && inference.scores().isEmpty());
      assertEquals(
          List.of("backboneEnd", "last"),
          inference.layers().stream().map(LayerFeatures::layer).toList());
    }
  }

  @Test
  void shouldExplainTheMostProbableClass() throws Exception {
    // Given
    OwnClassifier.write(folder, true);

    try (TensorFlowDetector detector = open(folder)) {
      // When
      Inference inference = detector.infer(Pictures.decoded(Pictures.jpeg(90, 60, 3)));
      Explanation explanation = new LiveExplainer().explain(inference);

      // Then
      Classification best = inference.classifications().get(0);
      AttentionMap map = explanation.further().get(0).map();
      assertEquals(MapKind.CLASS_ACTIVATION, map.kind());
      assertEquals(best.label(), map.className());
      assertEquals("last", map.layer());
      assertEquals(1, explanation.further().size());
      // The middle 60 x 60 of the picture, 8 cells of 7.5 pixels
      assertEquals(15 + 3.75, map.cellToPicture().x(0, 0), 1e-9);
      assertEquals(60 - 3.75, map.cellToPicture().y(0, 7), 1e-9);
      // and the components' signs follow it
      for (LayerAttention layer : explanation.layers()) {
        assertEquals(SignRule.SCORES, Objects.requireNonNull(layer.sign()).rule());
        assertEquals(
            Pearson.correlation(layer.map().projection(), map.projection()),
            Objects.requireNonNull(layer.alignment()),
            1e-5);
        assertTrue(layer.alignment() > 0);
      }
    }
  }

  @Test
  void shouldNotPretendThatAnotherHeadIsLinear() throws Exception {
    // Given a squashing function between the pooling and the weights
    OwnClassifier.write(folder, false);

    // Then
    assertNull(StockModel.open(folder).classWeights());
    try (TensorFlowDetector detector = open(folder)) {
      Inference inference = detector.infer(Pictures.decoded(Pictures.png(40, 40, 1)));
      assertNull(inference.classEvidence());
      assertEquals(3, inference.classifications().size());
      assertTrue(ClassActivation.of(inference, 0, "cell").isEmpty());
      Explanation explanation = new LiveExplainer().explain(inference);
      assertEquals(2, explanation.layers().size());
      assertTrue(explanation.further().isEmpty());
    }
  }

  @Test
  @NeedsShared("models/tiny")
  void shouldGiveWhatPythonSaw() throws Exception {
    // Given the export's own input
    Path tiny = SharedData.path("models/tiny/yolov8-cls");
    JsonNode expected = new ObjectMapper().readTree(tiny.resolve("expected.json").toFile());
    byte[] png = png(NpyFile.read(tiny.resolve("input.npy")).floats(), 64, 64);

    try (TensorFlowDetector detector = open(tiny)) {
      // When
      Inference inference = detector.infer(Pictures.decoded(png));

      // Then
      float[] output = NpyFile.read(tiny.resolve("output_0.npy")).floats();
      for (Classification one : inference.classifications()) {
        assertEquals(output[one.classId()], one.confidence(), 1e-5);
      }
      assertEquals(3, inference.classifications().get(0).classId());
      assertEquals("nut", inference.classifications().get(0).label());
      ClassEvidence evidence = Objects.requireNonNull(inference.classEvidence());
      for (int k = 0; k < 4; k++) {
        assertEquals(
            expected.get("linear").get("bias").get(k).asDouble(), evidence.weights().bias(k), 1e-5);
      }
    }
    // and logits to the last digits that 32 bit have
    StockModel stock = StockModel.open(tiny);
    assertNotNull(stock.classWeights());
    try (GraphSession session = GraphSession.open(stock.flat());
        TensorFlowDetector detector = open(tiny)) {
      Inference inference = detector.infer(Pictures.decoded(png));
      String main = LiveGraph.mainTensor(stock);
      float[] probabilities =
          Objects.requireNonNull(session.run(values(png), Set.of(main)).get(main)).values();
      ClassEvidence evidence = Objects.requireNonNull(inference.classEvidence());
      double logSum = 0;
      for (int k = 0; k < 4; k++) {
        logSum += Math.exp(evidence.logit(k));
      }
      for (int k = 0; k < 4; k++) {
        assertEquals(
            Math.log(probabilities[k]), evidence.logit(k) - Math.log(logSum), 4e-6, "class " + k);
      }
    }
  }

  private static byte[] png(float[] rgb, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(
          i % width,
          i / width,
          (int) rgb[3 * i] << 16 | (int) rgb[3 * i + 1] << 8 | (int) rgb[3 * i + 2]);
    }
    return Pictures.encode(image, "png");
  }

  private static float[] values(byte[] png) throws Exception {
    BufferedImage image = javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(png));
    float[] values = new float[image.getWidth() * image.getHeight() * 3];
    for (int i = 0; i < values.length; i++) {
      int rgb = image.getRGB(i / 3 % image.getWidth(), i / 3 / image.getWidth());
      values[i] = (rgb >> (16 - 8 * (i % 3)) & 0xFF) / 255f;
    }
    return values;
  }

  private TensorFlowDetector open(Path model) throws Exception {
    return TensorFlowDetector.open(model, cache, DetectorSettings.defaults());
  }
}
