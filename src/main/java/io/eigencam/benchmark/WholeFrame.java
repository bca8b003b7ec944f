package io.eigencam.benchmark;

import io.eigencam.decode.PictureDecoder;
import io.eigencam.encode.AnalysisEncoder;
import io.eigencam.encode.AttentionMapsEncoder;
import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.StepTimings;
import io.eigencam.infer.Detector;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.registry.FramedWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the pipeline does to a frame between two topics: encoded picture in, the payloads of its
 * messages out.
 */
final class WholeFrame implements Contender, AutoCloseable {
  /** Its length is always the same, its value does not matter. */
  private static final int SCHEMA = 1;

  private final List<Frame> frames;
  private final Detector detector;
  private final @Nullable LiveExplainer explainer;
  private final PictureDecoder decoder = new PictureDecoder();
  private final AnalysisEncoder analyses = new AnalysisEncoder();
  private final AttentionMapsEncoder maps = new AttentionMapsEncoder();
  private final FramedWriter<FrameAnalysis> analysisWriter =
      new FramedWriter<>(FrameAnalysis.class);
  private final FramedWriter<AttentionMaps> mapsWriter = new FramedWriter<>(AttentionMaps.class);

  /**
   * @param detector closed with this
   * @param explainer null for detections only
   */
  WholeFrame(List<Frame> frames, Detector detector, @Nullable LiveExplainer explainer) {
    this.frames = List.copyOf(frames);
    this.detector = detector;
    this.explainer = explainer;
  }

  @Override
  public void run(int picture, StepCosts costs) throws FrameRejected {
    payloadBytes(picture, costs);
  }

  /** Works on a picture and says how many bytes its messages have. */
  int payloadBytes(int picture, StepCosts costs) throws FrameRejected {
    Frame frame = frames.get(picture);
    costs.start();
    EncodedPicture encoded = decoder.decode(frame);
    costs.done("decode");
    Inference inference = detector.infer(encoded);
    costs.done("infer");
    Explanation explanation = explainer == null ? null : explainer.explain(inference);
    costs.done("explain");
    int bytes = encode(frame, encoded, inference, explanation);
    costs.done("encode");
    return bytes;
  }

  private int encode(
      Frame frame, EncodedPicture picture, Inference inference, @Nullable Explanation explanation) {
    FrameOutcome outcome =
        new FrameOutcome.Analyzed(
            frame.reference(),
            picture.size(),
            detector.model(),
            inference,
            explanation,
            StepTimings.NONE);
    Instant processed = frame.reference().ingestTime();
    int bytes = analysisWriter.write(analyses.encode(outcome, processed), SCHEMA).length;
    AttentionMaps attention = maps.encode(outcome, processed);
    return attention == null ? bytes : bytes + mapsWriter.write(attention, SCHEMA).length;
  }

  @Override
  public void close() {
    detector.close();
  }
}
