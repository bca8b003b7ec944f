package io.eigencam.infer;

import io.eigencam.frame.Inference;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorFlowDetectorTest {
  @TempDir static Path cache;

  @Test
  void shouldTry() throws Exception {
    long t0 = System.nanoTime();
    try (TensorFlowDetector detector =
        TensorFlowDetector.open(
            Path.of("demo-model/saved_model"), cache, DetectorSettings.defaults())) {
      System.out.println("open " + (System.nanoTime() - t0) / 1_000_000);
      Inference inference = detector.infer(Pictures.decoded(Pictures.jpeg(640, 480, 1)));
      System.out.println(inference.detections());
      inference
          .layers()
          .forEach(l -> System.out.println(l.layer() + " " + l.activation() + l.valid()));
      System.out.println(inference.scores().size());
    }
    t0 = System.nanoTime();
    try (TensorFlowDetector detector =
        TensorFlowDetector.open(
            Path.of("demo-model/saved_model"), cache, DetectorSettings.defaults())) {
      System.out.println("open " + (System.nanoTime() - t0) / 1_000_000);
    }
  }
}
