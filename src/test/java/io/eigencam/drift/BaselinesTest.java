package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.Box;
import io.eigencam.frame.Detection;
import io.eigencam.frame.LayerFeatures;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures that need no attention. */
class BaselinesTest {
  private static final PictureFigures BLACK = PictureFigures.of(3, 3, new byte[27]);

  @Test
  void shouldMeasureAKnownPicture() {
    // Given a grey picture of 100 with one pixel of 190 in the middle
    byte[] rgb = new byte[5 * 5 * 3];
    Arrays.fill(rgb, (byte) 100);
    rgb[36] = rgb[37] = rgb[38] = (byte) 190;

    PictureFigures figures = PictureFigures.of(5, 5, rgb);

    assertEquals(103.6, figures.luma(), 1e-9);
    assertEquals(Math.sqrt(90 * 90 * 24) / 25, figures.contrast(), 1e-9);
    // nine Laplacians: -360 in the middle, 90 at its four neighbours, 0 at the corners
    assertEquals(Math.log((360.0 * 360 + 4 * 90 * 90) / 9), figures.sharpness(), 1e-6);
    assertEquals(0, figures.chroma(), 1e-12);
  }

  @Test
  void shouldTellColourFromMonochrome() {
    byte[] rgb = {(byte) 200, 100, 50, (byte) 200, (byte) 200, (byte) 200};

    assertEquals(75, PictureFigures.of(1, 2, rgb).chroma(), 1e-9);
  }

  @Test
  void shouldBearTheEmptiestPictures() {
    assertEquals(Math.log(1e-6), BLACK.sharpness(), 1e-9);
    assertEquals(0, BLACK.luma());
    assertTrue(Double.isNaN(PictureFigures.of(2, 2, new byte[12]).sharpness()));
    assertThrows(IllegalArgumentException.class, () -> PictureFigures.of(2, 2, new byte[11]));
  }

  @Test
  void shouldMeasureTheDistanceOfTheEmbedding() throws IOException {
    DriftCase golden = DriftCase.named("plain");
    List<LayerFeatures> learned = golden.learnedFrames();
    LayerReferenceBuilder builder = new LayerReferenceBuilder(learned.get(0));
    builder.add(learned.get(0));
    LayerReference reference = builder.build();
    LayerFeatures opposite = golden.samples().get(6).features();

    assertEquals(0, figures(learned.get(0), reference).embedding(), 1e-12);
    assertEquals(2, figures(opposite, reference).embedding(), 0.4);
    assertThrows(
        IllegalArgumentException.class,
        () -> figures(DriftCase.named("pooled").samples().get(0).features(), reference));
  }

  private static BaselineFigures figures(LayerFeatures layer, LayerReference reference) {
    return BaselineFigures.of(BLACK, List.of(), 0, layer, reference);
  }

  @Test
  void shouldCountAndAverageDetections() {
    List<Detection> two = List.of(detection(0.5f), detection(0.75f));

    MetricValues values = OutputMetrics.of(two, 4);

    assertEquals(0.625, values.get(DriftMetric.CONF), 1e-9);
    assertEquals(Math.log(5), values.get(DriftMetric.LOGN), 1e-12);
    for (DriftMetric metric : DriftMetric.values()) {
      boolean output = metric.group() == DriftMetric.Group.OUTPUT;
      assertEquals(output, values.isDefined(metric), metric.word());
    }
  }

  @Test
  void shouldHaveNoConfidenceWithoutDetections() {
    MetricValues values = OutputMetrics.of(List.of(), 0);

    assertTrue(Double.isNaN(values.get(DriftMetric.CONF)));
    assertEquals(0, values.get(DriftMetric.LOGN));
  }

  private static Detection detection(float confidence) {
    return new Detection(0, "cell", confidence, new Box(0, 0, 1, 1), -1, "");
  }
}
