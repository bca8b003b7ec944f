package io.eigencam.pipeline;

import io.eigencam.frame.Explanation;
import io.eigencam.frame.LayerAttention;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far to trust the maps of one camera, per layer: the figures of its last frame that was
 * explained. Further layers than {@value #LAYERS} have none, so that a camera has at most 40
 * series. Used by one thread at a time; read by any.
 */
final class AttentionMeters {
  private static final int LAYERS = 4;

  private final MeterRegistry meters;
  private final String camera;
  private final Map<String, LayerMeters> layers = new HashMap<>();

  AttentionMeters(MeterRegistry meters, String camera) {
    this.meters = meters;
    this.camera = camera;
  }

  void show(Explanation explanation) {
    for (LayerAttention layer : explanation.layers()) {
      if (layers.size() < LAYERS || layers.containsKey(layer.layer())) {
        layers.computeIfAbsent(layer.layer(), LayerMeters::new).shown = layer;
      }
    }
  }

  void remove() {
    layers.values().forEach(layer -> layer.gauges.forEach(meters::remove));
  }

  /** The series of one layer. */
  private final class LayerMeters {
    private volatile @Nullable LayerAttention shown;
    private final List<Gauge> gauges;

    LayerMeters(String layer) {
      this.gauges =
          List.of(
              gauge(
                  layer,
                  "alignment",
                  "Correlation of the map with what the head scores, -1 to 1",
                  AttentionMeters::alignment),
              gauge(
                  layer,
                  "explained.variance.ratio",
                  "Share of the variance that the shown component explains, 0 to 1",
                  AttentionMeters::explained),
              gauge(
                  layer,
                  "sigma.ratio",
                  "Second singular value over the first, 0 to 1; near 1 the map is unstable",
                  attention -> attention.spectrum().sigma2OverSigma1()));
    }

    private Gauge gauge(String layer, String name, String description, Figure figure) {
      return Gauge.builder("eigencam.attention." + name, this, meter -> meter.value(figure))
          .description(description)
          .tag("camera", camera)
          .tag("layer", layer)
          .register(meters);
    }

    private double value(Figure figure) {
      LayerAttention now = shown;
      return now == null ? Double.NaN : figure.of(now);
    }
  }

  /** One of the figures of a layer; NaN where it has none. */
  @FunctionalInterface
  private interface Figure {
    double of(LayerAttention layer);
  }

  private static double alignment(LayerAttention layer) {
    return Objects.requireNonNullElse(layer.alignment(), Double.NaN);
  }

  private static double explained(LayerAttention layer) {
    return Objects.requireNonNullElse(layer.componentShare(), Double.NaN);
  }
}
