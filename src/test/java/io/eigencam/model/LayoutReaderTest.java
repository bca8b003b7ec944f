package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutReaderTest {
  @ParameterizedTest
  @CsvSource({
    "detect, 80, 84, 8400, 8400, RAW, 0",
    "segment, 80, 116, 8400, 8400, RAW, 32",
    "pose, 1, 56, 8400, 8400, RAW, 51",
    "obb, 15, 20, 21504, 21504, RAW, 1",
    "detect, 80, 300, 6, 8400, ROWS, 0",
    "segment, 80, 300, 38, 8400, ROWS, 32",
    "pose, 1, 300, 57, 8400, ROWS, 51",
    "obb, 15, 300, 7, 8400, ROWS, 1",
    "detect, 3, 189, 6, 189, ROWS, 0",
    "detect, 2, 6, 189, 189, RAW, 0",
    "detect, 80, -1, 6, 8400, ROWS, 0",
    "detect, 80, 84, 6, 6, RAW, 0",
    "detect, 80, 6, 6, 6, ROWS, 0",
  })
  void shouldTellRawFromRows(
      String task, int classes, long second, long third, int cells, HeadLayout.Kind kind, int extra)
      throws Exception {
    HeadLayout layout = reader(task, classes).detector(output(second, third), cells, 2);

    int candidates = (int) (kind == HeadLayout.Kind.RAW ? third : second);
    boolean rotated = task.equals("obb");
    assertEquals(new HeadLayout(kind, classes, extra, candidates, rotated), layout);
  }

  @ParameterizedTest
  @CsvSource({
    "detect, 80, 85, 8400, 8400, names 80 classes",
    "segment, 80, 84, 8400, 8400, names 80 classes",
    "pose, 1, 50, 8400, 8400, names 1 classes",
    "obb, 15, 21, 21504, 21504, names 15 classes",
    "detect, 80, 25200, 85, 25200, neither",
    "detect, 80, 8400, 84, 8400, neither",
    "detect, 80, 300, 7, 8400, neither",
    "detect, 80, 300, 5, 8400, neither",
    "segment, 80, 300, 6, 8400, neither",
  })
  void shouldSayWhyAnOutputIsNotUnderstood(
      String task, int classes, long second, long third, int cells, String message) {
    ModelRejected rejected =
        assertThrows(
            ModelRejected.class,
            () -> reader(task, classes).detector(output(second, third), cells, 2));

    assertTrue(rejected.getMessage().contains(message), rejected.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"1, Detect", "2, RTDETRDecoder"})
  void shouldRefuseQueries(int branches, String head) {
    LayoutReader reader = new LayoutReader(metadata("detect", 80, head));

    ModelRejected rejected =
        assertThrows(ModelRejected.class, () -> reader.detector(output(300, 6), 8400, branches));

    assertTrue(rejected.getMessage().contains("RT-DETR"), rejected.getMessage());
  }

  private static LayoutReader reader(String task, int classes) {
    return new LayoutReader(metadata(task, classes, "Detect"));
  }

  private static TensorDescription output(long second, long third) {
    return new TensorDescription("out:0", "float32", List.of(1L, second, third), true);
  }

  private static ModelMetadata metadata(String task, int classes, String head) {
    return new ModelMetadata(
        task,
        Collections.nCopies(classes, "thing"),
        640,
        640,
        32,
        head,
        false,
        null,
        3,
        task.equals("pose") ? List.of(17, 3) : List.of());
  }
}
