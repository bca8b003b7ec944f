package io.eigencam.drift;

import io.eigencam.frame.Activation;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.LayerFeatures;

/** Layer features with their mean and centred Gram matrix, correct to the last bit of a float. */
final class Layers {
  private Layers() {}

  static LayerFeatures of(String layer, int stride, CellRegion valid, float[] values) {
    int cells = valid.cells();
    int channels = values.length / cells;
    double[] mean = new double[channels];
    for (int i = 0; i < values.length; i++) {
      mean[i % channels] += (double) values[i] / cells;
    }
    double[] gram = new double[channels * channels];
    for (int cell = 0; cell < cells; cell++) {
      for (int i = 0; i < channels; i++) {
        double away = values[cell * channels + i] - mean[i];
        for (int j = 0; j < channels; j++) {
          gram[i * channels + j] += away * (values[cell * channels + j] - mean[j]);
        }
      }
    }
    return new LayerFeatures(
        layer,
        stride,
        valid,
        new Activation(valid.rows(), valid.columns(), channels, values),
        floats(mean),
        floats(gram));
  }

  static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
