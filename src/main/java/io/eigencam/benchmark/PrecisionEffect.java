package io.eigencam.benchmark;

import io.eigencam.decode.PictureDecoder;
import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.Detection;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.Precision;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.TensorFlowDetector;
import io.eigencam.model.ModelRejected;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What another precision does to the results, against 32 bit on the same pictures.
 *
 * @param detections found in 32 bit
 * @param kept of those, found in the other precision as well: same class, boxes that overlap by
 *     half at least
 * @param extra found in the other precision only
 * @param scoreDifference largest difference of a score of those kept
 * @param cornerDifference largest difference of a corner of those kept, pixels of the picture
 * @param layers the maps, layer by layer
 */
public record PrecisionEffect(
    int detections,
    int kept,
    int extra,
    double scoreDifference,
    double cornerDifference,
    List<Layer> layers) {
  private static final double SAME_BOX = 0.5;

  public PrecisionEffect {
    layers = List.copyOf(layers);
  }

  /**
   * How alike one layer's signed maps are.
   *
   * @param meanCosine 1 for equal maps, -1 for equal ones of opposite sign
   */
  public record Layer(String layer, double meanCosine, double leastCosine) {}

  /** Runs the model in both precisions. */
  public static PrecisionEffect measure(
      Path modelFolder, Path cacheFolder, List<Frame> frames, DetectorSettings settings)
      throws ModelRejected, FrameRejected, IOException {
    PictureDecoder decoder = new PictureDecoder();
    LiveExplainer explainer = new LiveExplainer();
    Tally tally = new Tally();
    try (TensorFlowDetector exact =
            TensorFlowDetector.open(
                modelFolder, cacheFolder, settings.withPrecision(Precision.FP32));
        TensorFlowDetector other = TensorFlowDetector.open(modelFolder, cacheFolder, settings)) {
      for (Frame frame : frames) {
        EncodedPicture picture = decoder.decode(frame);
        Inference first = exact.infer(picture);
        Inference second = other.infer(picture);
        tally.boxes(first.detections(), second.detections());
        tally.maps(explainer.explain(first), explainer.explain(second));
      }
    }
    return tally.effect();
  }

  private static final class Tally {
    private final Map<String, List<Double>> cosines = new LinkedHashMap<>();
    private int detections;
    private int kept;
    private int extra;
    private double scoreDifference;
    private double cornerDifference;

    void boxes(List<Detection> exact, List<Detection> other) {
      List<Detection> left = new ArrayList<>(other);
      detections += exact.size();
      for (Detection one : exact) {
        left.stream()
            .filter(two -> two.classId() == one.classId())
            .filter(two -> overlap(one.box(), two.box()) >= SAME_BOX)
            .findFirst()
            .ifPresent(
                two -> {
                  left.remove(two);
                  keep(one, two);
                });
      }
      extra += left.size();
    }

    private void keep(Detection one, Detection two) {
      kept++;
      scoreDifference = Math.max(scoreDifference, Math.abs(one.confidence() - two.confidence()));
      Box a = one.box();
      Box b = two.box();
      double x = Math.max(Math.abs(a.x1() - b.x1()), Math.abs(a.x2() - b.x2()));
      double y = Math.max(Math.abs(a.y1() - b.y1()), Math.abs(a.y2() - b.y2()));
      cornerDifference = Math.max(cornerDifference, Math.max(x, y));
    }

    void maps(Explanation exact, Explanation other) {
      for (int i = 0; i < exact.layers().size(); i++) {
        LayerAttention layer = exact.layers().get(i);
        cosines
            .computeIfAbsent(layer.layer(), name -> new ArrayList<>())
            .add(cosine(layer.map(), other.layers().get(i).map()));
      }
    }

    PrecisionEffect effect() {
      List<Layer> layers = new ArrayList<>();
      cosines.forEach(
          (name, all) -> {
            double mean = all.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            layers.add(new Layer(name, mean, Spread.of(all).least()));
          });
      return new PrecisionEffect(
          detections, kept, extra, scoreDifference, cornerDifference, layers);
    }

    private static double cosine(AttentionMap one, AttentionMap two) {
      double product = 0;
      double first = 0;
      double second = 0;
      for (int i = 0; i < one.projection().length; i++) {
        double a = one.projection()[i];
        double b = two.projection()[i];
        product += a * b;
        first += a * a;
        second += b * b;
      }
      double lengths = Math.sqrt(first) * Math.sqrt(second);
      return lengths > 0 ? product / lengths : 1;
    }

    private static double overlap(Box a, Box b) {
      double width = Math.min(a.x2(), b.x2()) - Math.max(a.x1(), b.x1());
      double height = Math.min(a.y2(), b.y2()) - Math.max(a.y1(), b.y1());
      if (width <= 0 || height <= 0) {
        return 0;
      }
      double shared = width * height;
      return shared / (area(a) + area(b) - shared);
    }

    private static double area(Box box) {
      return (double) (box.x2() - box.x1()) * (box.y2() - box.y1());
    }
  }
}
