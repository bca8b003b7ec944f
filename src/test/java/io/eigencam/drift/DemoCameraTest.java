package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.camera.microscope.Fault;
import io.eigencam.camera.microscope.SmearCamera;
import io.eigencam.camera.microscope.SmearFaults;
import io.eigencam.infer.Detector;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.Pictures;
import io.eigencam.infer.TensorFlowDetector;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's microscope through the demo's network. Which layer is steady is a property of the
 * network: here p3 and p5 are, while p4's first direction changes places with the second.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class DemoCameraTest {
  private static final int PART = 20;
  private static final int STEP = 25; // consecutive frames say the same

  private List<RealLayers> clean = List.of();
  private List<RealLayers> defocused = List.of();

  @BeforeAll
  void look(@TempDir Path cache) throws Exception {
    try (Detector detector =
        TensorFlowDetector.open(
            Path.of("demo-model", "saved_model"), cache, DetectorSettings.defaults())) {
      clean = RealLayers.of(detector, pictures(0, 3 * PART, Map.of()));
      defocused = RealLayers.of(detector, pictures(3 * PART, PART, Map.of(Fault.DEFOCUS, 0.6)));
    }
  }

  private static List<byte[]> pictures(int first, int count, Map<Fault, Double> faults) {
    SmearCamera camera = new SmearCamera(42);
    SmearFaults fault = new SmearFaults(42);
    List<byte[]> pictures = new ArrayList<>();
    for (long index = first; index < first + count; index++) {
      BufferedImage image = camera.picture(index * STEP).image();
      pictures.add(Pictures.encode(fault.apply(image, faults, index * STEP), "jpg"));
    }
    return pictures;
  }

  @Test
  void shouldSeeACleanCameraAsItWasLearned() {
    for (RealLayers layer : clean) {
      LayerReference reference = layer.part(0, PART).learn();
      double[] cosines = layer.part(PART, 3 * PART).squaredCosines(reference);
      double whole = layer.part(0, PART).likenessToWholeSum(reference);
      double fivePercent = cosines[cosines.length / 20];
      System.out.printf(
          "%s: squared cosine to the reference %.3f (5 %% of frames below), %.3f (median);"
              + " sketch against sum %.6f%n",
          layer.layer(), fivePercent, cosines[cosines.length / 2], whole);

      assertTrue(whole > 1 - 1e-4, "the sketch's axis is that of the sum: " + whole);
      if (!layer.layer().equals("p4")) {
        assertTrue(fivePercent > 0.85, layer.layer() + ": " + fivePercent);
      }
    }
    assertEquals(3, clean.size());
  }

  @Test
  void shouldSeeThatTheStageLeftTheFocalPlane() {
    for (int i = 0; i < clean.size(); i++) {
      RealLayers layer = clean.get(i);
      LayerReference reference = layer.part(0, PART).learn();
      RealLayers normal = layer.part(PART, 2 * PART);
      Map<DriftMetric, Double> still = layer.part(2 * PART, 3 * PART).distance(reference, normal);
      Map<DriftMetric, Double> fault = defocused.get(i).distance(reference, normal);
      System.out.printf(
          "%s: clean   %s%n%s: defocus %s%n",
          layer.layer(), shortened(still), layer.layer(), shortened(fault));

      for (DriftMetric metric : List.of(DriftMetric.DIR, DriftMetric.FEAT)) {
        String what = layer.layer() + ", " + metric.word();
        assertTrue(fault.get(metric) > still.get(metric) + 1, what + " moves");
        if (layer.layer().equals("p3")) {
          assertTrue(fault.get(metric) > 3, what + ": " + fault.get(metric));
          assertTrue(Math.abs(still.get(metric)) < 2, what + ": " + still.get(metric));
        }
      }
    }
  }

  private static String shortened(Map<DriftMetric, Double> distances) {
    StringBuilder text = new StringBuilder();
    distances.forEach((metric, value) -> text.append("%s %.1f  ".formatted(metric.word(), value)));
    return text.toString();
  }
}
