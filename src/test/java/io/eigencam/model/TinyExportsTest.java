package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.eigencam.shared.NeedsShared;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real exports of many kinds: the right tensors are found, and they hold the right values. */
@NeedsShared("models/tiny")
@Timeout(120)
class TinyExportsTest {
  /** Opening one runs it, too; what comes of it does not change. */
  private static final Map<String, StockModel> OPENED = new HashMap<>();

  @ParameterizedTest
  @MethodSource("io.eigencam.model.Expectation#names")
  void shouldDescribeTheModel(String name) throws Exception {
    Expectation expected = Expectation.of(name);

    StockModel model = open(name);

    assertEquals(expected.task(), model.metadata().task());
    assertEquals(expected.classes(), model.metadata().names());
    assertEquals(
        List.of(size(expected, 0), size(expected, 1)),
        List.of(model.flat().inputHeight(), model.flat().inputWidth()));
    assertEquals(Set.copyOf(keys(expected.json().get("outputs"))), model.flat().outputs().keySet());
    JsonNode boxes = expected.json().path("boxes");
    assertEquals(
        boxes.path("units").asText(""), model.boxUnits() == null ? "" : model.boxUnits().label());
    assertEquals(
        switch (boxes.path("format").asText()) {
          case "cxcywh" -> HeadLayout.Kind.RAW;
          case "xyxy" -> HeadLayout.Kind.ROWS;
          default -> HeadLayout.Kind.CLASSIFY;
        },
        model.layout().kind());
  }

  @ParameterizedTest
  @MethodSource("io.eigencam.model.Expectation#names")
  void shouldFindTheLayersAndNoOthers(String name) throws Exception {
    Expectation expected = Expectation.of(name);

    FeatureTensors found = open(name).features();

    assertEquals(
        expected.tensors("feature").stream()
            .map(tensor -> tensor.get("level").asText().toLowerCase(Locale.ROOT))
            .toList(),
        found.levels().stream().map(FeatureLevel::name).toList());
    assertEquals(
        expected.tensors("classLogits").size(),
        found.levels().stream().filter(level -> level.classLogits() != null).count());
    assertEquals(expected.tensor("sppf").isPresent(), found.sppf() != null);
    assertEquals(expected.tensor("backboneEnd").isPresent(), found.backboneEnd() != null);
    assertEquals(expected.tensor("lastMapBeforePooling").isPresent(), found.last() != null);
  }

  @ParameterizedTest
  @MethodSource("io.eigencam.model.Expectation#names")
  void shouldReadTheRightValuesFromTheFlatGraph(String name) throws Exception {
    Expectation expected = Expectation.of(name);
    StockModel model = open(name);
    Map<String, JsonNode> wanted = wanted(expected, model.features());

    try (GraphSession session = GraphSession.open(model.flat())) {
      session
          .run(expected.input(), wanted.keySet())
          .forEach(
              (tensor, values) ->
                  Expectation.check(
                      tensor,
                      Objects.requireNonNull(wanted.get(tensor)),
                      shape(values),
                      values.values(),
                      expected.tolerance("tensors")));
    }
  }

  @ParameterizedTest
  @MethodSource("io.eigencam.model.Expectation#names")
  void shouldRunInstrumentedThroughDjl(String name, @TempDir Path folder) throws Exception {
    Expectation expected = Expectation.of(name);
    StockModel model = open(name);
    Path out = folder.resolve("out");
    InstrumentedModel.write(model, out);
    float[] input = expected.input();
    long one = (long) model.flat().inputHeight() * model.flat().inputWidth() * 3;

    Map<String, FloatTensor> outputs;
    try (DjlModel written = DjlModel.open(out)) {
      outputs =
          written.run(
              input, input.length / one, model.flat().inputHeight(), model.flat().inputWidth(), 3);
    }

    for (String key : keys(expected.json().get("outputs"))) {
      FloatTensor actual = Objects.requireNonNull(outputs.get(key), key);
      double tolerance = expected.tolerance("outputs");
      Expectation.check(
          key, expected.json().get("outputs").get(key), shape(actual), actual.values(), tolerance);
      if (expected.stored(key).isPresent()) {
        assertArrayEquals(expected.stored(key).get(), actual.values(), (float) tolerance, key);
      }
    }
    Map<String, JsonNode> wanted = wanted(expected, model.features());
    for (FeatureTensor feature : model.features().all()) {
      FloatTensor actual = Objects.requireNonNull(outputs.get(feature.name()), feature.name());
      Expectation.check(
          feature.name(),
          Objects.requireNonNull(wanted.get(feature.tensor())),
          shape(actual),
          actual.values(),
          expected.tolerance("tensors"));
    }
    assertEquals(model.flat().outputs().size() + model.features().all().size(), outputs.size());
  }

  @ParameterizedTest
  @MethodSource("io.eigencam.model.Expectation#names")
  void shouldFindTheSameInWhatItWrote(String name, @TempDir Path folder) throws Exception {
    StockModel stock = open(name);
    Path out = folder.resolve("out");
    InstrumentedModel.write(stock, out);

    StockModel again = StockModel.open(out);

    assertEquals(stock.features(), again.features());
    assertEquals(stock.layout(), again.layout());
    assertEquals(stock.boxUnits(), again.boxUnits());
    assertEquals(stock.mainOutput(), again.mainOutput());
  }

  private static StockModel open(String name) throws Exception {
    StockModel model = OPENED.get(name);
    if (model == null) {
      model = StockModel.open(Expectation.of(name).folder());
      OPENED.put(name, model);
    }
    return model;
  }

  @AfterAll
  static void forget() {
    OPENED.clear();
  }

  /** Tensor name to what it should hold. */
  private static Map<String, JsonNode> wanted(Expectation expected, FeatureTensors found) {
    Map<String, JsonNode> wanted = new LinkedHashMap<>();
    List<JsonNode> features = new ArrayList<>(expected.tensors("feature"));
    List<JsonNode> logits = new ArrayList<>(expected.tensors("classLogits"));
    Comparator<JsonNode> byStride = Comparator.comparingInt(tensor -> tensor.get("stride").asInt());
    features.sort(byStride);
    logits.sort(byStride);
    for (int i = 0; i < features.size(); i++) {
      wanted.put(found.levels().get(i).tensor(), features.get(i));
      if (!logits.isEmpty()) {
        wanted.put(Objects.requireNonNull(found.levels().get(i).classLogits()), logits.get(i));
      }
    }
    put(wanted, found.sppf(), expected, "sppf");
    put(wanted, found.backboneEnd(), expected, "backboneEnd");
    put(wanted, found.last(), expected, "lastMapBeforePooling");
    return wanted;
  }

  private static void put(
      Map<String, JsonNode> wanted, FeatureTensor found, Expectation expected, String role) {
    if (found != null) {
      wanted.put(found.tensor(), expected.tensor(role).orElseThrow());
    }
  }

  private static int size(Expectation expected, int axis) {
    return expected.json().get("imgsz").get(axis).asInt();
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static List<Long> shape(FloatTensor tensor) {
    return LongStream.range(0, tensor.rank()).map(axis -> tensor.size((int) axis)).boxed().toList();
  }
}
