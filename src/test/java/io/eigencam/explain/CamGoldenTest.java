package io.eigencam.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eigencam.frame.Activation;
import io.eigencam.frame.SignRule;
import io.eigencam.numeric.PrincipalAxes;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reference mode against golden data, with the tolerances stated there. */
@Timeout(120)
class CamGoldenTest {
  private static final double TOLERANCE = 1e-5;
  private static final double SUBSPACE_ABOVE = 0.995;

  static List<CamCase> ownCases() throws IOException {
    return CamCase.below(Path.of("src/test/resources/golden/cam"));
  }

  static List<CamCase> sharedCases() throws IOException {
    return CamCase.below(SharedData.path("golden/cam"));
  }

  @ParameterizedTest
  @MethodSource("ownCases")
  void shouldReproduceOwnGoldens(CamCase golden) throws IOException {
    assertReproduced(golden);
  }

  @ParameterizedTest
  @NeedsShared("golden/cam")
  @MethodSource("sharedCases")
  void shouldReproduceSharedGoldens(CamCase golden) throws IOException {
    assertReproduced(golden);
  }

  private static void assertReproduced(CamCase golden) throws IOException {
    List<ReferenceExplanation> layers = new ArrayList<>();
    ReferenceEigenCam eigenCam =
        new ReferenceEigenCam(golden.component(), golden.signRule(), golden.centred());
    for (Path file : golden.activations()) {
      float[] mask = golden.has("boxMask") ? golden.array("boxMask").floats() : null;
      layers.add(eigenCam.explain(CamCase.activation(file), mask));
    }
    if (golden.isFusion()) {
      for (int i = 0; i < layers.size(); i++) {
        assertSigma(golden.json().path("layers").get(i).path("sigma"), layers.get(i));
      }
      assertNear(
          golden.array("map"),
          ReferenceExplanation.fuse(layers, golden.target(), golden.fusion()),
          1);
      return;
    }
    ReferenceExplanation explanation = layers.get(0);
    assertEquals(golden.json().path("status").asText(), explanation.status().name());
    if (explanation.status() == ReferenceStatus.INVALID_ACTIVATION) {
      assertThrows(IllegalStateException.class, () -> explanation.map(golden.target()));
      return;
    }
    assertSpectrum(golden, explanation);
    int aligned = 1;
    if (explanation.status() == ReferenceStatus.OK) {
      aligned = assertSign(golden, explanation);
      assertAxes(golden);
    }
    if (aligned == 1) {
      assertNear(golden.array("map"), explanation.map(golden.target()), 1);
    }
  }

  private static void assertSpectrum(CamCase golden, ReferenceExplanation explanation) {
    Spectrum spectrum = explanation.spectrum();
    assertNotNull(spectrum);
    JsonNode json = golden.json();
    assertEquals(json.path("rank").asInt(), spectrum.rank(), "rank");
    assertSigma(json.path("sigma"), explanation);
    for (int k = 0; k < spectrum.sigma().size(); k++) {
      assertEquals(
          json.path("explainedVarianceRatio").get(k).asDouble(),
          spectrum.explainedVarianceRatio().get(k),
          TOLERANCE);
    }
    assertEquals(json.path("sigma2OverSigma1").asDouble(), spectrum.sigma2OverSigma1(), TOLERANCE);
    assertEquals(json.path("neighbourRatio").isNull(), spectrum.neighbourRatio() == null);
    if (spectrum.neighbourRatio() != null) {
      assertEquals(json.path("neighbourRatio").asDouble(), spectrum.neighbourRatio(), TOLERANCE);
    }
    double total = json.path("totalVariance").asDouble();
    assertEquals(total, spectrum.totalVariance(), TOLERANCE * total);
    if (json.path("flagsTested").asBoolean()) {
      assertEquals(json.path("flags").size() > 0, ReferenceEigenCam.isUnstable(spectrum));
    }
  }

  private static void assertSigma(JsonNode expected, ReferenceExplanation explanation) {
    Spectrum spectrum = explanation.spectrum();
    assertNotNull(spectrum);
    assertEquals(expected.size(), spectrum.sigma().size());
    for (int k = 0; k < expected.size(); k++) {
      assertEquals(
          expected.get(k).asDouble(),
          spectrum.sigma().get(k),
          TOLERANCE * expected.get(0).asDouble(),
          "sigma " + k);
    }
  }

  /** Returns 1, or -1 where the sign is open and came out the other way. */
  private static int assertSign(CamCase golden, ReferenceExplanation explanation)
      throws IOException {
    SignFigures sign = explanation.sign();
    assertNotNull(sign);
    JsonNode json = golden.json();
    float[] projection = explanation.projection();
    NpyArray expected = golden.array("projection");
    double largest = 0;
    double agreement = 0;
    for (int i = 0; i < projection.length; i++) {
      largest = Math.max(largest, Math.abs(expected.values()[i]));
      agreement += projection[i] * expected.values()[i];
    }
    int aligned = golden.signIsOpen() && agreement < 0 ? -1 : 1;
    assertEquals(json.path("signMargin").asDouble(), sign.margin(), TOLERANCE);
    assertEquals(json.path("signCorrelation").asDouble(), sign.correlation(), TOLERANCE);
    assertEquals(golden.signRule(), sign.rule());
    if (!golden.signIsOpen()) {
      for (SignRule rule : sign.signs().keySet()) {
        assertEquals(
            json.path("signs").path(rule.name()).asInt(), sign.signs().get(rule), "" + rule);
      }
      assertEquals(
          json.path("signs").path("BOXES").isNull(), sign.signs().get(SignRule.BOXES) == null);
      assertEquals(
          json.path("projectionMin").asDouble(), explanation.projectionMin(), TOLERANCE * largest);
      assertEquals(
          json.path("projectionMax").asDouble(), explanation.projectionMax(), TOLERANCE * largest);
      assertEquals(
          json.path("clippedShare").asDouble(),
          explanation.clippedShare(),
          1.01 / projection.length);
    }
    for (int i = 0; i < projection.length; i++) {
      projection[i] *= aligned;
    }
    if (json.path("neighbourRatio").asDouble() <= SUBSPACE_ABOVE) {
      assertNear(expected, projection, largest);
    }
    return aligned;
  }

  private static void assertAxes(CamCase golden) throws IOException {
    Activation activation = CamCase.activation(golden.file("activation"));
    float[] values = activation.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.isNaN(values[i]) ? 0 : values[i];
    }
    PrincipalAxes axes =
        golden.centred()
            ? PrincipalAxes.of(activation.cells(), activation.channels(), values)
            : PrincipalAxes.uncentred(activation.cells(), activation.channels(), values);
    double[] rows = golden.array("v").values();
    JsonNode json = golden.json();
    for (int row = 0; row < json.path("vRows").size(); row++) {
      if (!json.path("vRowComparable").get(row).asBoolean()) {
        continue;
      }
      double[] axis = axes.axis(json.path("vRows").get(row).asInt());
      double cosine = 0;
      for (int c = 0; c < axis.length; c++) {
        cosine += axis[c] * rows[row * axis.length + c];
      }
      assertTrue(Math.abs(cosine) >= 1 - 1e-6, "row " + row + " of v: " + cosine);
    }
  }

  private static void assertNear(NpyArray expected, float[] actual, double scale) {
    assertEquals(expected.values().length, actual.length);
    for (int i = 0; i < actual.length; i++) {
      assertEquals(expected.values()[i], actual[i], TOLERANCE * scale, "value " + i);
    }
  }
}
