package io.eigencam.benchmark;

import io.eigencam.decode.PictureDecoder;
import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.Precision;
import io.eigencam.infer.BareModel;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.TensorFlowDetector;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.StockModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * Measures the whole way of a frame against the bare prediction of the stock model, on the same
 * pictures, in the same process, with the same threads and settings of TensorFlow.
 */
public final class Benchmark implements AutoCloseable {
  private final ModelIdentity model;
  private final BareFrame floor;
  private final WholeFrame detections;
  private final WholeFrame whole;
  private final int pictures;

  private Benchmark(
      ModelIdentity model, BareFrame floor, WholeFrame detections, WholeFrame whole, int pictures) {
    this.model = model;
    this.floor = floor;
    this.detections = detections;
    this.whole = whole;
    this.pictures = pictures;
  }

  /**
   * Loads the model in its three forms.
   *
   * @param frames the pictures
   * @param settings of the detector, the layers to explain among them
   * @throws ModelRejected if the model cannot be used
   * @throws FrameRejected if a picture cannot be worked on
   */
  public static Benchmark open(
      Path modelFolder, Path cacheFolder, List<Frame> frames, DetectorSettings settings)
      throws ModelRejected, FrameRejected, IOException {
    StockModel stock = StockModel.open(modelFolder);
    BareFrame floor = floor(stock, frames, settings.precision());
    TensorFlowDetector detector =
        TensorFlowDetector.open(modelFolder, cacheFolder, settings.withLayers(List.of()));
    TensorFlowDetector explained = TensorFlowDetector.open(modelFolder, cacheFolder, settings);
    return new Benchmark(
        explained.model(),
        floor,
        new WholeFrame(frames, detector, null),
        new WholeFrame(frames, explained, new LiveExplainer()),
        frames.size());
  }

  private static BareFrame floor(StockModel stock, List<Frame> frames, Precision precision)
      throws ModelRejected, FrameRejected, IOException {
    PictureDecoder decoder = new PictureDecoder();
    BareModel bare = BareModel.open(stock, precision);
    List<BareModel.Input> inputs = new ArrayList<>();
    for (Frame frame : frames) {
      EncodedPicture picture = decode(frame, decoder);
      inputs.add(
          bare.input(
              ReadyInput.of(picture, stock.flat().inputWidth(), stock.flat().inputHeight())));
    }
    return new BareFrame(bare, inputs);
  }

  private static EncodedPicture decode(Frame frame, PictureDecoder decoder) throws FrameRejected {
    try {
      return decoder.decode(frame);
    } catch (FrameRejected e) {
      throw new FrameRejected(e.reason(), frame.reference().id() + ": " + e.text());
    }
  }

  public ModelIdentity model() {
    return model;
  }

  /**
   * Measures.
   *
   * @param threads how many pictures are worked on at once
   * @param rounds how many rounds count
   * @param warmUp at least so many frames are worked on before, until the JIT compiler has settled
   * @param progress is told how many rounds are done
   * @throws FrameRejected if a picture cannot be worked on
   */
  public Figures measure(int threads, int rounds, int warmUp, IntConsumer progress)
      throws FrameRejected, InterruptedException {
    List<Round> measured = new ArrayList<>();
    try (Rounds all = new Rounds(floor, detections, whole, pictures, threads)) {
      for (int frames = 0; frames < warmUp; frames += threads * pictures) {
        all.next();
      }
      while (measured.size() < rounds) {
        measured.add(all.next());
        progress.accept(measured.size());
      }
    }
    return Figures.of(threads, measured);
  }

  /**
   * Works on many frames, the whole way, and watches the memory.
   *
   * @param frames how many
   * @param progress is told how many frames are done
   * @throws IOException where the system does not tell how much memory is resident
   */
  public Soak soak(int frames, LongConsumer progress) throws FrameRejected, IOException {
    return Soak.run(whole, pictures, frames, progress);
  }

  @Override
  public void close() {
    floor.close();
    detections.close();
    whole.close();
  }
}
