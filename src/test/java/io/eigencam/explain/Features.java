package io.eigencam.explain;

import io.eigencam.frame.Activation;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.LayerFeatures;

/** Layer features as the model's graph computes them: mean and Gram matrix in float32. */
final class Features {
  private Features() {}

  static LayerFeatures of(String layer, int stride, CellRegion valid, float[] values) {
    int cells = valid.cells();
    int channels = values.length / cells;
    float[] mean = new float[channels];
    for (int i = 0; i < values.length; i++) {
      mean[i % channels] += values[i] / cells;
    }
    float[] gram = new float[channels * channels];
    float[] centred = new float[channels];
    for (int cell = 0; cell < cells; cell++) {
      for (int c = 0; c < channels; c++) {
        centred[c] = values[cell * channels + c] - mean[c];
      }
      for (int i = 0; i < channels; i++) {
        for (int j = 0; j < channels; j++) {
          gram[i * channels + j] += centred[i] * centred[j];
        }
      }
    }
    Activation activation = new Activation(valid.rows(), valid.columns(), channels, values);
    return new LayerFeatures(layer, stride, valid, activation, mean, gram);
  }
}
