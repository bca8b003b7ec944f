package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.camera.SourcePicture;
import io.eigencam.camera.VideoFile;
import io.eigencam.infer.Detector;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.TensorFlowDetector;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cameras that hang still, through YOLOv8n of COCO: clean video looks like itself at p4. */
@NeedsShared("data/video")
@Timeout(300)
class FixedCamerasTest {
  private static final int FRAMES = 16;

  @Test
  void shouldSeeCleanVideoAsItWasLearned(@TempDir Path cache) throws Exception {
    DetectorSettings settings = DetectorSettings.defaults().withLayers(List.of("p4"));
    Path model = SharedData.path("models/yolov8n-coco-640");
    try (Detector detector = TensorFlowDetector.open(model, cache, settings)) {
      for (String video :
          List.of("one-by-one-person-detection", "bottle-detection", "car-detection")) {
        RealLayers layer = RealLayers.of(detector, pictures(video)).get(0);
        LayerReference reference = layer.part(0, FRAMES / 2).learn();
        double[] cosines = layer.part(FRAMES / 2, FRAMES).squaredCosines(reference);
        System.out.printf(
            "%s: squared cosine to the reference %.3f (least), %.3f (median)%n",
            video, cosines[0], cosines[cosines.length / 2]);

        assertEquals("p4", layer.layer());
        assertTrue(cosines[0] > 0.93, video + ": " + cosines[0]);
      }
    }
  }

  /** First those to learn from, then others: every second frame of those that are spread evenly. */
  private static List<byte[]> pictures(String video) throws Exception {
    List<byte[]> learned = new ArrayList<>();
    List<byte[]> others = new ArrayList<>();
    Path file = SharedData.path("data/video/" + video + ".mp4");
    try (VideoFile source = VideoFile.open(file, OptionalDouble.of(1))) {
      for (int i = 0; i < FRAMES; i++) {
        SourcePicture picture = source.next();
        assertNotNull(picture, video + " has fewer frames");
        (i % 2 == 0 ? learned : others).add(picture.bytes());
      }
    }
    learned.addAll(others);
    return learned;
  }
}
