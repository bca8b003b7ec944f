package io.eigencam.numeric;

import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.R064Store;

/**
 * The oracle for principal components: a singular value decomposition of the centred activation
 * itself in float64, by ojAlgo. Shares nothing with the product's way, which is an eigenproblem of
 * a Gram matrix computed in float32.
 */
public final class ThinSvd {
  private final double[] rightVector;
  private final double[] projection;

  private ThinSvd(double[] rightVector, double[] projection) {
    this.rightVector = rightVector;
    this.projection = projection;
  }

  /**
   * @param values (cells, channels) in C order
   */
  public static ThinSvd ofCentred(int cells, int channels, float[] values) {
    double[] mean = new double[channels];
    for (int i = 0; i < values.length; i++) {
      mean[i % channels] += values[i];
    }
    R064Store centred = R064Store.FACTORY.make(cells, channels);
    for (int i = 0; i < values.length; i++) {
      centred.set(i / channels, i % channels, values[i] - mean[i % channels] / cells);
    }
    SingularValue<Double> svd = SingularValue.R064.make(centred);
    if (!svd.decompose(centred)) {
      throw new IllegalStateException("no decomposition of %dx%d".formatted(cells, channels));
    }
    double[] vector = new double[channels];
    for (int c = 0; c < channels; c++) {
      vector[c] = svd.getV().doubleValue(c, 0);
    }
    double[] projection = new double[cells];
    for (int cell = 0; cell < cells; cell++) {
      for (int c = 0; c < channels; c++) {
        projection[cell] += centred.doubleValue(cell, c) * vector[c];
      }
    }
    return new ThinSvd(vector, projection);
  }

  /** The first right singular vector, (channels); its sign is arbitrary. */
  public double[] rightVector() {
    return rightVector;
  }

  /** The centred activation times that vector, (cells). */
  public double[] projection() {
    return projection;
  }
}
