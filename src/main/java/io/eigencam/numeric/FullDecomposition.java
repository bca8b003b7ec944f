package io.eigencam.numeric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.ojalgo.matrix.decomposition.Eigenvalue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** All eigenpairs of a symmetric matrix, by ojAlgo: cubic in its size, right in every case. */
final class FullDecomposition {
  private FullDecomposition() {}

  static Eigenpairs of(SymmetricMatrix matrix) {
    int size = matrix.size();
    R064Store copy = R064Store.FACTORY.make(size, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        copy.set(i, j, matrix.get(i, j));
      }
    }
    Eigenvalue<Double> eigen = Eigenvalue.R064.make(size, true);
    if (!eigen.decompose(copy)) {
      throw new IllegalStateException("the eigenvalues of a %dx%d matrix".formatted(size, size));
    }
    MatrixStore<Double> vectors = eigen.getV();
    MatrixStore<Double> diagonal = eigen.getD();
    Integer[] order = new Integer[size];
    Arrays.setAll(order, k -> k);
    Arrays.sort(order, Comparator.comparingDouble(k -> -diagonal.doubleValue(k, k)));
    double[] values = new double[size];
    List<double[]> sorted = new ArrayList<>(size);
    for (int k = 0; k < size; k++) {
      int column = order[k];
      values[k] = diagonal.doubleValue(column, column);
      double[] vector = new double[size];
      for (int i = 0; i < size; i++) {
        vector[i] = vectors.doubleValue(i, column);
      }
      sorted.add(vector);
    }
    return new Eigenpairs(values, sorted);
  }
}
