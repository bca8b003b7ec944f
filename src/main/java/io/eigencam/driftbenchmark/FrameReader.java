package io.eigencam.driftbenchmark;

import io.eigencam.corruption.JpegPicture;
import io.eigencam.drift.BaselineFigures;
import io.eigencam.drift.LayerMetrics;
import io.eigencam.drift.LayerReference;
import io.eigencam.drift.LayerReferenceBuilder;
import io.eigencam.drift.LayerSample;
import io.eigencam.drift.MapDifference;
import io.eigencam.drift.MetricValues;
import io.eigencam.drift.OutputMetrics;
import io.eigencam.drift.PictureFigures;
import io.eigencam.drift.StreamSet;
import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import io.eigencam.infer.Detector;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Takes the figures of pictures through the real detector. All pictures, clean ones too, are
 * compressed alike before, so that nothing but the fault differs.
 */
final class FrameReader {
  private static final double QUALITY = 0.95;

  private final Detector detector;
  private final LiveExplainer explainer = new LiveExplainer();

  FrameReader(Detector detector) {
    this.detector = detector;
  }

  private Inference infer(BufferedImage picture) throws FrameRejected {
    PictureSize size = new PictureSize(picture.getWidth(), picture.getHeight());
    byte[] file = JpegPicture.encode(picture, QUALITY);
    return detector.infer(new EncodedPicture(file, PictureFormat.JPEG, size));
  }

  private List<LayerSample> samples(Inference inference) throws FrameRejected {
    return LayerSample.of(inference, explainer.explain(inference));
  }

  /**
   * Figures of a frame that becomes part of a reference; those that need one are undefined.
   *
   * @param builders one per layer; filled up if empty
   */
  FrameFigures learn(BufferedImage picture, List<LayerReferenceBuilder> builders)
      throws FrameRejected {
    Inference inference = infer(picture);
    List<LayerSample> samples = samples(inference);
    List<MetricValues> layers = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      if (builders.size() == i) {
        builders.add(new LayerReferenceBuilder(samples.get(i).features()));
      }
      builders.get(i).add(samples.get(i).features());
      layers.add(MetricValues.of(Map.of()));
    }
    MetricValues output = OutputMetrics.of(inference.detections(), inference.detectionsTotal());
    PictureFigures figures = ReducedPicture.figures(picture);
    double confidence =
        inference.detections().stream()
            .mapToDouble(found -> found.confidence())
            .average()
            .orElse(Double.NaN);
    BaselineFigures baseline =
        new BaselineFigures(figures, inference.detectionsTotal(), confidence, Double.NaN);
    return new FrameFigures(
        values(layers, output, figures, baseline), inference.detections(), List.of());
  }

  /** Figures of a frame against references, one per layer. */
  FrameFigures measure(BufferedImage picture, List<LayerReference> references)
      throws FrameRejected {
    Inference inference = infer(picture);
    List<LayerSample> samples = samples(inference);
    List<MetricValues> layers = new ArrayList<>();
    List<MapDifference> differences = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      LayerMetrics metrics = LayerMetrics.of(samples.get(i), references.get(i));
      layers.add(metrics.values());
      differences.add(metrics.difference());
    }
    MetricValues output = OutputMetrics.of(inference.detections(), inference.detectionsTotal());
    PictureFigures figures = ReducedPicture.figures(picture);
    int last = samples.size() - 1;
    BaselineFigures baseline =
        BaselineFigures.of(
            figures,
            inference.detections(),
            inference.detectionsTotal(),
            samples.get(last).features(),
            references.get(last));
    return new FrameFigures(
        values(layers, output, figures, baseline), inference.detections(), differences);
  }

  private static double[] values(
      List<MetricValues> layers,
      MetricValues output,
      PictureFigures figures,
      BaselineFigures baseline) {
    return DoubleStream.concat(
            DoubleStream.of(StreamSet.values(layers, output, figures)),
            DoubleStream.of(StreamSet.values(baseline)))
        .toArray();
  }
}
