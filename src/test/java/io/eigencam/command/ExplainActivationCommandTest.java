package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eigencam.explain.CamCase;
import io.eigencam.explain.NpyArray;
import io.eigencam.explain.NpyFile;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ExplainActivationCommandTest {
  private static final double TOLERANCE = 1e-5;
  private static final Path OWN = Path.of("src/test/resources/golden/cam");

  @TempDir Path folder;

  static List<CamCase> ownCases() throws IOException {
    return CamCase.below(OWN);
  }

  static List<CamCase> sharedCases() throws IOException {
    return CamCase.below(SharedData.path("golden/cam"));
  }

  @ParameterizedTest
  @MethodSource("ownCases")
  void shouldPrintTheFieldsOfOwnGoldens(CamCase golden) throws IOException {
    assertPrinted(golden);
  }

  @ParameterizedTest
  @NeedsShared("golden/cam")
  @MethodSource("sharedCases")
  void shouldPrintTheFieldsOfSharedGoldens(CamCase golden) throws IOException {
    assertPrinted(golden);
  }

  private void assertPrinted(CamCase golden) throws IOException {
    Path map = folder.resolve("map.npy");
    List<String> args = new ArrayList<>(List.of("explain-activation"));
    golden.activations().forEach(file -> args.add(file.toString()));
    args.addAll(List.of("--component", "" + golden.component(), "--size", "" + golden.target()));
    args.addAll(
        List.of("--sign", golden.signRule().name().toLowerCase(Locale.ROOT).replace('_', '-')));
    if (golden.isFusion()) {
      args.addAll(List.of("--fuse", golden.fusion().name().toLowerCase(Locale.ROOT)));
    }
    if (!golden.centred()) {
      args.add("--uncentered");
    }
    if (golden.has("boxMask")) {
      args.addAll(List.of("--box-mask", golden.file("boxMask").toString()));
    }
    args.addAll(List.of("--out", map.toString(), "--json"));

    CommandRun result = CommandRun.of(args);

    assertEquals(0, result.code(), result.err());
    assertFalse(result.out().contains("NaN"));
    JsonNode actual = result.json();
    assertSameFields(golden, actual);
    boolean hasMap = golden.has("map");
    assertEquals(hasMap, Files.exists(map));
    if (hasMap && !golden.signIsOpen()) {
      NpyArray expected = golden.array("map");
      NpyArray written = NpyFile.read(map);
      assertEquals(expected.toString(), written.toString());
      for (int i = 0; i < expected.values().length; i++) {
        assertEquals(expected.values()[i], written.values()[i], TOLERANCE);
      }
    }
  }

  /** Every field that both know is equal: numbers within the tolerance, everything else exactly. */
  private static void assertSameFields(CamCase golden, JsonNode actual) {
    JsonNode expected = golden.json();
    List<String> required = new ArrayList<>(List.of("status", "component", "signRule", "target"));
    if (golden.isFusion()) {
      required.add("fusion");
    } else {
      required.addAll(List.of("h", "w", "channels"));
      for (String field :
          List.of(
              "rank",
              "sigma",
              "explainedVarianceRatio",
              "sigma2OverSigma1",
              "totalVariance",
              "neighbourRatio",
              "signMargin",
              "signCorrelation")) {
        if (expected.has(field)) {
          required.add(field);
        }
      }
      if (expected.path("flagsTested").asBoolean()) {
        required.add("flags");
      }
      if (expected.has("signs") && !golden.signIsOpen()) {
        required.addAll(List.of("signs", "projectionMin", "projectionMax"));
      }
    }
    for (String field : required) {
      assertTrue(actual.has(field), field + " is missing");
      assertSame(expected.get(field), actual.get(field), scale(expected, field), field);
    }
  }

  /** What the stated tolerance of a field is relative to. */
  private static double scale(JsonNode expected, String field) {
    return switch (field) {
      case "sigma" -> expected.path("sigma").get(0).asDouble();
      case "totalVariance" -> expected.path("totalVariance").asDouble();
      case "projectionMin", "projectionMax" ->
          Math.max(
              -expected.path("projectionMin").asDouble(),
              expected.path("projectionMax").asDouble());
      default -> 1;
    };
  }

  private static void assertSame(JsonNode expected, JsonNode actual, double scale, String field) {
    if (expected.isNumber()) {
      assertEquals(expected.asDouble(), actual.asDouble(), TOLERANCE * scale, field);
    } else if (expected.isContainerNode()) {
      assertEquals(expected.size(), actual.size(), field);
      for (int i = 0; i < expected.size(); i++) {
        if (expected.isArray()) {
          assertSame(expected.get(i), actual.get(i), scale, field);
        }
      }
      expected
          .fieldNames()
          .forEachRemaining(name -> assertSame(expected.get(name), actual.path(name), scale, name));
    } else {
      assertEquals(expected, actual, field);
    }
  }

  @Test
  void shouldTellPeopleWhatItFound() {
    CommandRun result =
        CommandRun.of(List.of("explain-activation", OWN.resolve("tall/activation.npy").toString()));

    assertEquals(0, result.code());
    assertTrue(result.out().contains("10 x 18 cells, 24 channels"), result.out());
    assertTrue(result.out().contains("CHANNEL_SUM"), result.out());
  }

  @Test
  void shouldWriteAPixelPerCellUnlessToldOtherwise() throws IOException {
    Path map = folder.resolve("map.npy");

    CommandRun.of(
        List.of(
            "explain-activation",
            OWN.resolve("tall/activation.npy").toString(),
            "--out",
            map.toString()));

    assertEquals("(18, 10)", NpyFile.read(map).toString());
  }

  @Test
  void shouldReadABatchOfOne() throws IOException {
    NpyArray array = NpyFile.read(OWN.resolve("tall/activation.npy"));
    Path batch = folder.resolve("batch.npy");
    NpyFile.write(batch, array.floats(), 1, 18, 10, 24);

    CommandRun result = CommandRun.of(List.of("explain-activation", batch.toString(), "--json"));

    assertTrue(result.out().contains("\"h\" : 18"), result.out());
  }

  @Test
  void shouldRefuseMoreThanFitsIntoMemoryInOneLine() throws IOException {
    // Given a header and a hole
    Path file = folder.resolve("large.npy");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((256L << 20) + 1);
    }
    // and cells and channels that would both make too large a square
    Path square = folder.resolve("square.npy");
    NpyFile.write(square, new float[4097 * 4097], 1, 4097, 4097);

    CommandRun large = CommandRun.of(List.of("explain-activation", file.toString()));
    CommandRun wide = CommandRun.of(List.of("explain-activation", square.toString()));

    assertEquals(1, large.code());
    assertEquals(1, large.err().lines().count(), large.err());
    assertTrue(large.err().contains("larger than 256 MiB"), large.err());
    assertEquals(1, wide.code());
    assertEquals(1, wide.err().lines().count(), wide.err());
    assertTrue(wide.err().contains("(1, 4097, 4097)"), wide.err());
    assertTrue(wide.err().contains("4096"), wide.err());
  }

  @Test
  void shouldRefuseWhatIsNoActivationInOneLine() throws IOException {
    Path text = Files.writeString(folder.resolve("text.npy"), "hello");
    Path flat = folder.resolve("flat.npy");
    NpyFile.write(flat, new float[6], 2, 3);

    for (Path file : List.of(text, flat, folder.resolve("missing.npy"))) {
      CommandRun result = CommandRun.of(List.of("explain-activation", file.toString()));

      assertEquals(1, result.code());
      assertEquals(1, result.err().lines().count(), result.err());
      assertTrue(result.err().contains(file.toString()), result.err());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--component, -1",
    "--size, 640",
    "--size, 0x5",
    "--size, 99999x99999",
    "--sign, up",
    "--sign, mean",
    "--fuse, none",
    "--sign, boxes"
  })
  void shouldCallWrongOptionsAUsageError(String option, String value) {
    String file = OWN.resolve("tall/activation.npy").toString();

    CommandRun result = CommandRun.of(List.of("explain-activation", file, option, value));

    assertEquals(2, result.code());
    assertTrue(result.err().contains(option), result.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"LOW_VARIANCE", "RANK_EXCEEDED", "INVALID_ACTIVATION"})
  void shouldExplainAStatusInWords(String status) throws IOException {
    CamCase golden =
        ownCases().stream()
            .filter(c -> c.json().path("status").asText().equals(status))
            .findFirst()
            .orElseThrow();

    CommandRun result =
        CommandRun.of(
            List.of(
                "explain-activation",
                golden.activations().get(0).toString(),
                "--component",
                "" + golden.component()));

    assertTrue(result.out().contains(status + ":"), result.out());
  }
}
