package io.eigencam.drift;

import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.infer.Detector;
import io.eigencam.infer.Pictures;
import io.eigencam.numeric.Eigenpairs;
import io.eigencam.numeric.SymmetricMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Frames of a camera as drift sees one layer of them, through the real detector. */
final class RealLayers {
  private final List<LayerSample> samples;
  private final List<MetricValues> outputs;

  private RealLayers(List<LayerSample> samples, List<MetricValues> outputs) {
    this.samples = samples;
    this.outputs = outputs;
  }

  /** Every layer of every picture, in the order of the detector's layers. */
  static List<RealLayers> of(Detector detector, List<byte[]> pictures) throws Exception {
    List<RealLayers> layers = new ArrayList<>();
    for (byte[] picture : pictures) {
      Inference inference = detector.infer(Pictures.decoded(picture));
      List<LayerSample> samples = LayerSample.of(inference, new LiveExplainer().explain(inference));
      for (int i = 0; i < samples.size(); i++) {
        if (layers.size() == i) {
          layers.add(new RealLayers(new ArrayList<>(), new ArrayList<>()));
        }
        layers.get(i).samples.add(samples.get(i));
        layers
            .get(i)
            .outputs
            .add(OutputMetrics.of(inference.detections(), inference.detectionsTotal()));
      }
    }
    return layers;
  }

  RealLayers part(int from, int to) {
    return new RealLayers(samples.subList(from, to), outputs.subList(from, to));
  }

  String layer() {
    return samples.get(0).features().layer();
  }

  LayerReference learn() {
    LayerReferenceBuilder builder = new LayerReferenceBuilder(samples.get(0).features());
    samples.forEach(sample -> builder.add(sample.features()));
    return builder.build();
  }

  /** Squared cosine of every frame's direction with the reference's axis, smallest first. */
  double[] squaredCosines(LayerReference reference) {
    return samples.stream()
        .map(sample -> LayerMetrics.of(sample, reference).values().get(DriftMetric.DIR))
        .mapToDouble(dir -> 1 + 1e-4 - Math.exp(dir))
        .sorted()
        .toArray();
  }

  /** Squared cosine of a learned axis with the one of the whole sum of v1 v1'. */
  double likenessToWholeSum(LayerReference reference) {
    int channels = reference.channels();
    double[] sum = new double[channels * channels];
    for (LayerSample sample : samples) {
      LayerFeatures layer = sample.features();
      SymmetricMatrix matrix =
          SymmetricMatrix.ofCentredGram(
              channels, layer.gram(), layer.mean(), layer.valid().cells());
      double[] direction = Eigenpairs.leading(matrix, 1).vector(0);
      for (int i = 0; i < channels; i++) {
        for (int j = 0; j < channels; j++) {
          sum[i * channels + j] += direction[i] * direction[j];
        }
      }
    }
    double cosine =
        reference.cosine(Eigenpairs.leading(SymmetricMatrix.of(channels, sum), 1).vector(0));
    return cosine * cosine;
  }

  /** Distance of these frames' mean from the median of others', in robust standard deviations. */
  Map<DriftMetric, Double> distance(LayerReference reference, RealLayers normal) {
    Map<DriftMetric, Double> distances = new EnumMap<>(DriftMetric.class);
    for (DriftMetric metric : DriftMetric.values()) {
      double[] usual = normal.values(reference, metric);
      double median = median(usual);
      double mad = median(Arrays.stream(usual).map(x -> Math.abs(x - median)).toArray());
      double scale = Math.max(1.4826 * mad, metric.scaleFloor());
      distances.put(
          metric,
          Arrays.stream(values(reference, metric))
              .map(value -> (value - median) / scale)
              .average()
              .orElse(Double.NaN));
    }
    return distances;
  }

  private double[] values(LayerReference reference, DriftMetric metric) {
    double[] values = new double[samples.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          metric.group() == DriftMetric.Group.OUTPUT
              ? outputs.get(i).get(metric)
              : LayerMetrics.of(samples.get(i), reference).values().get(metric);
    }
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
