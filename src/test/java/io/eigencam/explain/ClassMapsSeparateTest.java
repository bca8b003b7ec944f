package io.eigencam.explain;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.camera.EveryNthPicture;
import io.eigencam.camera.FrameSource;
import io.eigencam.camera.MicroscopeSource;
import io.eigencam.camera.SourcePicture;
import io.eigencam.camera.microscope.Look;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.Pictures;
import io.eigencam.infer.TensorFlowDetector;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Class maps tell classes apart that were found in one picture, which Eigen-CAM cannot: its map is
 * the same for all of them. Boxes are the model's own detections. Prints the table of
 * docs/explanations.md; the bounds are far from what was measured.
 */
@Timeout(300)
class ClassMapsSeparateTest {
  private static final List<String> LAYERS = List.of("p3", "p4", "p5");

  @TempDir Path cache;

  @Test
  @NeedsShared("models/yolov8n-coco-640")
  void shouldTellClassesApartInRealFrames() throws Exception {
    Path model = SharedData.path("models/yolov8n-coco-640");
    ClassMapTable table;
    try (TensorFlowDetector detector = open(model)) {
      table = new ClassMapTable(detector.classNames());
      add(table, detector, new EveryNthPicture("bottle-detection", 40), Integer.MAX_VALUE);
      add(table, detector, new EveryNthPicture("car-detection", 24), Integer.MAX_VALUE);
      add(
          table,
          detector,
          new EveryNthPicture("one-by-one-person-detection", 20),
          Integer.MAX_VALUE);
    }
    System.out.println("Class maps, YOLOv8n COCO at 640 on real frames: " + table);

    assertTrue(table.pictures() >= 15, "pictures: " + table.pictures());
    assertScoreMapSeparates(table);
    for (String layer : LAYERS) {
      for (String kind : List.of("SCORE_WEIGHTED ", "MEAN_DIFFERENCE ")) {
        String map = kind + layer;
        assertTrue(table.own(map) > 1.5 * table.othersOnly(map), map);
        assertTrue(table.own(map) > 1.3 * table.own("EIGEN " + layer), map);
        assertTrue(table.denserInOwn(map) > 0.75, map);
        assertTrue(table.peak(map) > 0.75, map);
        assertTrue(table.correlation(map) < 0.7, map);
      }
      assertEigenCamDoesNotSeparate(table, "EIGEN " + layer);
    }
  }

  /** Without any shared data: the model and the pictures that come with the program. */
  @Test
  void shouldTellCellsApartInTheBuiltInMicroscope() throws Exception {
    ClassMapTable table;
    try (TensorFlowDetector detector = open(Path.of("demo-model", "saved_model"))) {
      table = new ClassMapTable(detector.classNames());
      for (int seed = 1; seed <= 12; seed++) {
        add(table, detector, new MicroscopeSource(seed, Look.ORDINARY, 1), 1);
      }
    }
    System.out.println("Class maps, the blood smear model on drawn cells: " + table);

    assertTrue(table.pictures() >= 8, "pictures: " + table.pictures());
    assertScoreMapSeparates(table);
    for (String layer : LAYERS) {
      String map = "MEAN_DIFFERENCE " + layer;
      assertTrue(table.own(map) > 1.3 * table.own("EIGEN " + layer), map);
      assertTrue(table.denserInOwn(map) > 0.75, map);
      assertTrue(table.denserInOwn(map) > table.denserInOwn("EIGEN " + layer), map);
      assertEigenCamDoesNotSeparate(table, "EIGEN " + layer);
    }
  }

  private static void assertScoreMapSeparates(ClassMapTable table) {
    String map = "SCORE head";
    assertTrue(table.own(map) > 0.75, map);
    assertTrue(table.othersOnly(map) < 0.15, map);
    assertTrue(table.denserInOwn(map) > 0.9, map);
    assertTrue(table.peak(map) > 0.9, map);
    assertTrue(table.correlation(map) < 0.2, map);
  }

  /** One map for all classes cannot prefer each of them. */
  private static void assertEigenCamDoesNotSeparate(ClassMapTable table, String map) {
    assertTrue(table.correlation(map) > 0.999, map);
    assertTrue(table.own(map) - table.othersOnly(map) < 0.2, map);
    assertTrue(table.own(map) < 0.5, map);
  }

  private TensorFlowDetector open(Path model) throws Exception {
    DetectorSettings settings = DetectorSettings.defaults().withLayers(LAYERS).withClassScores();
    return TensorFlowDetector.open(model, cache, settings);
  }

  private static void add(
      ClassMapTable table, TensorFlowDetector detector, FrameSource frames, int most)
      throws Exception {
    try (frames) {
      SourcePicture picture = frames.next();
      for (int i = 0; picture != null && i < most; i++) {
        table.add(detector.infer(Pictures.decoded(picture.bytes())));
        picture = frames.next();
      }
    }
  }
}
