package io.eigencam.drift;

import io.eigencam.frame.Activation;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.Detection;
import io.eigencam.frame.LayerFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the drift metrics of a frame cost beyond its maps: the layers of YOLOv8n at 640 for a 16:9
 * picture with ten boxes. Frames change from call to call, as a camera's do.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LayerMetricsBenchmark {
  private static final int FRAMES = 8;

  @Param({"p3", "p4", "p5", "all"})
  String layers;

  private final List<List<LayerSample>> frames = new ArrayList<>();
  private final List<LayerReference> references = new ArrayList<>();
  private final List<LayerReferenceBuilder> builders = new ArrayList<>();
  private int next;

  @Setup
  public void setUp() {
    Random random = new Random(1);
    for (int i = 0; i < FRAMES; i++) {
      frames.add(new ArrayList<>());
    }
    addLayer("p3", 8, 45, 80, 64, random);
    addLayer("p4", 16, 22, 40, 128, random);
    addLayer("p5", 32, 12, 20, 256, random);
  }

  private void addLayer(
      String name, int stride, int rows, int columns, int channels, Random random) {
    if (!layers.equals("all") && !layers.equals(name)) {
      return;
    }
    double[][] patterns = new double[32][];
    for (int k = 0; k < patterns.length; k++) {
      patterns[k] = random.doubles(channels, -1, 1).toArray();
    }
    double[] level = random.doubles(channels, -0.28, 1).toArray();
    CellToPicture cells =
        new CellToPicture(1.2 * stride, 0, 0.6 * stride, 0, 1.2 * stride, 0.6 * stride);
    LayerReferenceBuilder builder = null;
    for (List<LayerSample> frame : frames) {
      LayerFeatures features =
          features(name, stride, new CellRegion(0, 0, rows, columns), level, patterns, random);
      if (builder == null) {
        builder = new LayerReferenceBuilder(features);
      }
      builder.add(features);
      float[] map = new float[rows * columns];
      List<Detection> boxes = new ArrayList<>();
      for (int i = 0; i < map.length; i++) {
        map[i] = (float) random.nextGaussian();
      }
      for (int i = 0; i < 10; i++) {
        float x = 600 * random.nextFloat();
        float y = 350 * random.nextFloat();
        boxes.add(new Detection(0, "car", 0.5f, new Box(x, y, x + 90, y + 60), 0, name));
      }
      AttentionMap attention = new AttentionMap(name, 0, rows, columns, map, cells);
      frame.add(new LayerSample(features, cells, boxes, attention));
    }
    builders.add(builder);
    references.add(builder.build());
  }

  /** A level per channel and patterns that fade like 1 / k: three fifths of the energy in one. */
  private static LayerFeatures features(
      String name,
      int stride,
      CellRegion valid,
      double[] level,
      double[][] patterns,
      Random random) {
    int channels = level.length;
    float[] values = new float[valid.cells() * channels];
    double[] mean = new double[channels];
    for (int cell = 0; cell < valid.cells(); cell++) {
      double[] weights = new double[patterns.length];
      for (int k = 0; k < weights.length; k++) {
        weights[k] = 0.5 * random.nextGaussian() / (k + 1);
      }
      for (int c = 0; c < channels; c++) {
        double value = level[c] + 0.05 * random.nextGaussian();
        for (int k = 0; k < weights.length; k++) {
          value += weights[k] * patterns[k][c];
        }
        values[cell * channels + c] = (float) value;
        mean[c] += value / valid.cells();
      }
    }
    double[] gram = new double[channels * channels];
    double[] away = new double[channels];
    for (int cell = 0; cell < valid.cells(); cell++) {
      for (int c = 0; c < channels; c++) {
        away[c] = values[cell * channels + c] - mean[c];
      }
      for (int i = 0; i < channels; i++) {
        for (int j = 0; j < channels; j++) {
          gram[i * channels + j] += away[i] * away[j];
        }
      }
    }
    Activation activation = new Activation(valid.rows(), valid.columns(), channels, values);
    return new LayerFeatures(name, stride, valid, activation, floats(mean), floats(gram));
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Every frame once a reference is there. */
  @Benchmark
  public double metrics() {
    List<LayerSample> frame = frames.get(next++ % FRAMES);
    double sum = 0;
    for (int i = 0; i < frame.size(); i++) {
      LayerMetrics metrics = LayerMetrics.of(frame.get(i), references.get(i));
      sum += metrics.values().get(DriftMetric.DIR) + metrics.difference().values()[0];
    }
    return sum;
  }

  /** A frame that is learned. */
  @Benchmark
  public long learn() {
    List<LayerSample> frame = frames.get(next++ % FRAMES);
    for (int i = 0; i < frame.size(); i++) {
      builders.get(i).add(frame.get(i).features());
    }
    return builders.get(0).frames();
  }
}
