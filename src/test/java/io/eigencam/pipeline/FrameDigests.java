package io.eigencam.pipeline;

import io.eigencam.decode.PictureDecoder;
import io.eigencam.encode.AnalysisEncoder;
import io.eigencam.encode.AttentionMapsEncoder;
import io.eigencam.explain.EigenMaps;
import io.eigencam.explain.ExplainSettings;
import io.eigencam.explain.LiveExplainer;
import io.eigencam.explain.ScoreTargets;
import io.eigencam.frame.CaptureTimeSource;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.Inference;
import io.eigencam.frame.StepTimings;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.ScoreGradients;
import io.eigencam.infer.TensorFlowDetector;
import io.eigencam.model.StockModel;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * SHA-256 over both messages of a frame, detections and maps, for every picture: MODEL CACHE
 * THREADS FOLDER. Prints a line for each, in the order of their names; runs in other processes,
 * too.
 */
final class FrameDigests {
  /** Marks our lines among what libraries print. */
  static final String PREFIX = "digest ";

  private static final FrameReference FRAME =
      new FrameReference(
          "camera",
          0,
          "camera-0",
          Instant.EPOCH,
          CaptureTimeSource.RECORD_TIMESTAMP,
          Instant.EPOCH,
          null);

  private final TensorFlowDetector detector;
  private final ScoreGradients gradients;

  private FrameDigests(TensorFlowDetector detector, ScoreGradients gradients) {
    this.detector = detector;
    this.gradients = gradients;
  }

  public static void main(String... arguments) throws Exception {
    of(
            Path.of(arguments[0]),
            Path.of(arguments[1]),
            Integer.parseInt(arguments[2]),
            Path.of(arguments[3]))
        .forEach(digest -> System.out.println(PREFIX + digest));
  }

  /** Works on all pictures of a folder, several at a time. */
  static List<String> of(Path model, Path cache, int threads, Path folder) throws Exception {
    List<Path> pictures;
    try (Stream<Path> files = Files.list(folder)) {
      pictures = files.sorted().toList();
    }
    DetectorSettings settings = DetectorSettings.defaults().withClassScores();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try (TensorFlowDetector detector = TensorFlowDetector.open(model, cache, settings);
        ScoreGradients gradients = ScoreGradients.open(StockModel.open(model), cache, settings)) {
      FrameDigests digests = new FrameDigests(detector, gradients);
      List<Future<String>> running = new ArrayList<>();
      for (Path picture : pictures) {
        running.add(executor.submit(() -> digests.of(picture)));
      }
      List<String> all = new ArrayList<>();
      for (Future<String> one : running) {
        all.add(one.get());
      }
      return all;
    } finally {
      executor.shutdownNow();
    }
  }

  private String of(Path picture) throws Exception {
    EncodedPicture encoded =
        new PictureDecoder().decode(new Frame(FRAME, Files.readAllBytes(picture)));
    Inference inference = detector.infer(encoded);
    Inference products = gradients.at(encoded, inference, ScoreTargets.of(inference, null));
    ExplainSettings settings = ExplainSettings.DEFAULT.withComponents(0, 3);
    return "%s %d found, live %s, gradients %s"
        .formatted(
            picture.getFileName(),
            inference.detectionsTotal(),
            digest(encoded, inference, new LiveExplainer(settings).explain(inference)),
            digest(
                encoded,
                inference,
                new LiveExplainer(EigenMaps.gradient(settings, null), null).explain(products)));
  }

  private String digest(EncodedPicture picture, Inference inference, Explanation explanation)
      throws Exception {
    FrameOutcome outcome =
        new FrameOutcome.Analyzed(
            FRAME, picture.size(), detector.model(), inference, explanation, StepTimings.NONE);
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    ByteBuffer analysis = new AnalysisEncoder().encode(outcome, Instant.EPOCH).toByteBuffer();
    sha256.update(analysis);
    sha256.update(
        Objects.requireNonNull(new AttentionMapsEncoder().encode(outcome, Instant.EPOCH))
            .toByteBuffer());
    return HexFormat.of().formatHex(sha256.digest());
  }
}
