package io.eigencam.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.SignRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of live maps against {@code src/test/python/make_kinds_golden.py}. */
@Timeout(60)
class KindsGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/live");
  private static final double TOLERANCE = 1e-5;

  @ParameterizedTest
  @ValueSource(strings = {"wide-fine", "wide-middle", "wide-coarse", "tall-picture"})
  void shouldGiveComponentsOnOneScaleAndNoneBeyondTheRank(String name) throws Exception {
    // Given
    JsonNode golden = golden(name);
    NpyArray expected = NpyFile.read(FOLDER.resolve(name).resolve("components.npy"));
    int count = expected.shape()[0];

    // When
    List<LayerAttention> maps =
        maps(EigenMaps.centred(ExplainSettings.DEFAULT.withComponents(0, count)), name);

    // Then
    assertEquals(count, maps.size());
    float[] scale = slice(expected, 0);
    for (int k = 0; k < count; k++) {
      LayerAttention layer = maps.get(k);
      assertEquals(k, layer.map().component());
      boolean exists = k < golden.path("rank").asInt();
      assertEquals(!exists, layer.flags().contains(AttentionFlag.RANK_EXCEEDED), "component " + k);
      assertEquals(exists, layer.hasMap());
      // Two components that are almost equally strong are any two directions of a plane.
      if (!layer.flags().contains(AttentionFlag.UNSTABLE_COMPONENT)) {
        assertNear(slice(expected, k), layer.map().projection(), largest(scale), 2e-5);
        if (exists) {
          double alignment = golden.path("componentAlignment").get(k).asDouble();
          assertEquals(alignment, layer.alignment(), 1e-4, "alignment of " + k);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wide-fine", "wide-middle", "wide-coarse", "tall-picture"})
  void shouldGiveTheUncentredDirectionWithItsMeanPositive(String name) throws Exception {
    JsonNode golden = golden(name);

    LayerAttention layer = maps(EigenMaps.uncentred(ExplainSettings.DEFAULT), name).get(0);

    float[] expected = NpyFile.read(FOLDER.resolve(name).resolve("uncentred.npy")).floats();
    assertEquals(MapKind.EIGEN_UNCENTERED, layer.map().kind());
    assertNear(expected, layer.map().projection(), largest(expected), TOLERANCE);
    assertNotNull(layer.sign());
    assertEquals(SignRule.MEAN, layer.sign().rule());
    assertEquals(golden.path("uncentredMargin").asDouble(), layer.sign().margin(), TOLERANCE);
    assertEquals(golden.path("uncentredAlignment").asDouble(), layer.alignment(), TOLERANCE);
    for (int k = 0; k < 3; k++) {
      double sigma = golden.path("uncentredSigma").get(k).asDouble();
      assertEquals(sigma, layer.sigma().get(k), TOLERANCE * layer.sigma().get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wide-fine", "wide-middle", "wide-coarse", "tall-picture"})
  void shouldGiveTheNormOfEveryCell(String name) throws Exception {
    LayerAttention layer = maps(new EnergyMap(), name).get(0);

    float[] expected = NpyFile.read(FOLDER.resolve(name).resolve("energy.npy")).floats();
    assertEquals(MapKind.ENERGY, layer.map().kind());
    assertNear(expected, layer.map().projection(), largest(expected), 1e-6);
    assertEquals(golden(name).path("energyAlignment").asDouble(), layer.alignment(), TOLERANCE);
    assertNull(layer.sign(), "a norm has no sign to choose");
    assertNull(layer.componentShare());
    assertTrue(layer.flags().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(Fusion.class)
  void shouldFuseLayersOnTheGridOfTheFinest(Fusion fusion) throws Exception {
    List<LayerAttention> layers = new ArrayList<>();
    for (String name : List.of("wide-coarse", "wide-fine", "wide-middle")) {
      layers.add(maps(EigenMaps.centred(ExplainSettings.DEFAULT), name).get(0));
    }

    AttentionMap fused = LayerFusion.of(layers, fusion).orElseThrow();

    String file = "fused-%s.npy".formatted(fusion.name().toLowerCase(Locale.ROOT));
    float[] expected = NpyFile.read(FOLDER.resolve("wide-fine").resolve(file)).floats();
    assertEquals("wide-coarse+wide-fine+wide-middle", fused.layer());
    assertEquals(layers.get(1).map().cellToPicture(), fused.cellToPicture());
    assertNear(expected, fused.projection(), 1, 2e-5);
  }

  private static List<LayerAttention> maps(MapMethod method, String name)
      throws IOException, FrameRejected {
    Inference inference = LiveCase.read(name);
    return method.maps(new LayerView(inference.layers().get(0), inference));
  }

  private static JsonNode golden(String name) throws IOException {
    return new ObjectMapper().readTree(FOLDER.resolve(name).resolve("kinds.json").toFile());
  }

  private static float[] slice(NpyArray array, int k) {
    float[] all = array.floats();
    int length = all.length / array.shape()[0];
    return Arrays.copyOfRange(all, k * length, (k + 1) * length);
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static void assertNear(float[] expected, float[] actual, double scale, double tolerance) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance * scale, "cell " + i);
    }
  }
}
