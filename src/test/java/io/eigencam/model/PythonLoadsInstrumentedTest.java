package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.eigencam.explain.NpyArray;
import io.eigencam.explain.NpyFile;
import io.eigencam.shared.NeedsShared;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code model instrument} writes is an ordinary SavedModel: Python's TensorFlow loads it. */
@Timeout(300)
class PythonLoadsInstrumentedTest {
  @TempDir private Path temporary;
  private Path log;

  @BeforeEach
  void python() throws Exception {
    log = temporary.resolve("python.log");
    PythonTensorFlow.assumePresent(log);
  }

  @Test
  void shouldGiveTheSameNumbersForTheDemoModel() throws Exception {
    StockModel demo = StockModel.open(Path.of("demo-model", "saved_model"));
    Path written = temporary.resolve("written");
    Map<String, String> outputs = InstrumentedModel.write(demo, written);
    float[] picture = ProbePicture.of(320, 320);
    Path input = temporary.resolve("input.npy");
    NpyFile.write(input, picture, 1, 320, 320, 3);

    PythonTensorFlow.runModels(List.of(written, input, temporary.resolve("out")), log);

    try (GraphSession session = GraphSession.open(demo.flat())) {
      Map<String, FloatTensor> expected = session.run(picture, outputs.values());
      for (Map.Entry<String, String> output : outputs.entrySet()) {
        NpyArray actual = NpyFile.read(temporary.resolve("out/" + output.getKey() + ".npy"));
        assertArrayEquals(
            expected.get(output.getValue()).values(), actual.floats(), 1e-3f, output.getKey());
      }
    }
  }

  @Test
  @NeedsShared("models/tiny")
  void shouldRestoreVariablesOfRealExports() throws Exception {
    Map<String, Expectation> models = new LinkedHashMap<>();
    List<Path> arguments = new ArrayList<>();
    for (String name :
        List.of(
            "yolo11-detect",
            "keras3-variables",
            "yolo26-end2end",
            "yolov8-old-normalised",
            "tf1-frozen",
            "yolov8-seg",
            "yolov8-cls",
            "wrapped-normalised")) {
      Expectation expected = Expectation.of(name);
      models.put(name, expected);
      StockModel stock = StockModel.open(expected.folder());
      Path written = temporary.resolve(name);
      InstrumentedModel.write(stock, written);
      Path input = temporary.resolve(name + ".npy");
      int[] shape = {1, stock.flat().inputHeight(), stock.flat().inputWidth(), 3};
      NpyFile.write(input, expected.input(), shape);
      arguments.addAll(List.of(written, input, temporary.resolve(name + "-out")));
    }

    PythonTensorFlow.runModels(arguments, log);

    for (Map.Entry<String, Expectation> model : models.entrySet()) {
      Path out = temporary.resolve(model.getKey() + "-out");
      Expectation expected = model.getValue();
      for (Map.Entry<String, JsonNode> output : expected.json().get("outputs").properties()) {
        check(expected, output.getValue(), out.resolve(output.getKey() + ".npy"), "outputs");
      }
      for (JsonNode feature : expected.tensors("feature")) {
        String level = feature.get("level").asText().toLowerCase(Locale.ROOT);
        check(expected, feature, out.resolve(level + ".npy"), "tensors");
      }
    }
    assertEquals(8, models.size());
  }

  private static void check(Expectation expected, JsonNode statistics, Path file, String tolerance)
      throws Exception {
    NpyArray actual = NpyFile.read(file);
    List<Long> shape = IntStream.of(actual.shape()).asLongStream().boxed().toList();
    Expectation.check(
        Arrays.toString(actual.shape()) + " " + file.getFileName(),
        statistics,
        shape,
        actual.floats(),
        expected.tolerance(tolerance));
  }
}
