package io.eigencam.infer;

import io.eigencam.frame.Activation;
import io.eigencam.frame.ClassEvidence;
import io.eigencam.frame.ClassWeights;
import io.eigencam.frame.Classification;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.Letterbox;
import io.eigencam.model.FeatureTensor;
import io.eigencam.model.StockModel;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A classifier's result: its most probable classes, and what it decided upon. */
final class ClassificationReader implements AnswerReader.ResultReader {
  /** As many as Ultralytics reports. */
  private static final int REPORTED = 5;

  private final List<String> names;
  private final @Nullable FeatureTensor last;
  private final @Nullable ClassWeights weights;

  /**
   * @param names class names in id order
   * @param last the map before pooling
   * @param weights null if no class activation maps can be had
   */
  ClassificationReader(
      List<String> names, @Nullable FeatureTensor last, @Nullable ClassWeights weights) {
    this.names = List.copyOf(names);
    this.last = last;
    this.weights = weights;
  }

  static ClassificationReader of(StockModel stock) {
    return new ClassificationReader(
        stock.metadata().names(), stock.features().last(), stock.classWeights());
  }

  @Override
  public Inference read(LiveAnswer answer, Letterbox letterbox, List<LayerFeatures> layers)
      throws FrameRejected {
    float[] probabilities = answer.tensor(LiveGraph.MAIN_KEY).values();
    NotFinite.require(probabilities, "a class probability");
    return new Inference(
        letterbox, List.of(), 0, layers, List.of(), best(probabilities), evidence(answer), null);
  }

  /** Most probable first; of equal ones that with the lower number. */
  private List<Classification> best(float[] probabilities) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(id -> -probabilities[id]))
        .limit(REPORTED)
        .map(id -> new Classification(id, names.get(id), probabilities[id]))
        .toList();
  }

  private @Nullable ClassEvidence evidence(LiveAnswer answer) throws FrameRejected {
    if (last == null || weights == null) {
      return null;
    }
    LiveAnswer.Tensor map = answer.tensor(LiveGraph.CLASS_FEATURES_KEY);
    NotFinite.require(map.values(), "layer " + last.name());
    return new ClassEvidence(
        last.name(),
        last.stride(),
        new Activation(map.size(1), map.size(2), map.size(3), map.values()),
        weights);
  }
}
