package io.eigencam.numeric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.R064Store;

/** Against ojAlgo's singular value decomposition of the data itself, never of its Gram matrix. */
@Timeout(60)
class EigenpairsTest {

  @ParameterizedTest
  @CsvSource({
    "400, 64",
    "100, 256",
    "49, 7",
    "30, 3",
    "12, 2",
    "5, 1",
    "1, 9",
    "33, 33",
    "200, 101"
  })
  void shouldAgreeWithTheSingularValuesOfTheData(int rows, int columns) {
    double[] data = flatSpectrum(rows, columns, 0.93, new Random(rows * 1000L + columns));

    assertSameAsSvd(data, rows, columns, 3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.99, 0.998, 0.9999})
  void shouldSeparateAlmostEqualEigenvalues(double ratio) {
    double[] data = flatSpectrum(300, 80, ratio, new Random(5));

    assertSameAsSvd(data, 300, 80, 3);
  }

  @Test
  void shouldSeeThatTheLargestEigenvalueIsDouble() {
    // Given: a Krylov space holds one vector of an eigenspace only
    double[] diagonal = new double[70];
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = Math.pow(0.8, i);
    }
    diagonal[40] = 1;
    double[] elements = rotated(diagonal, new Random(3));

    // When
    Eigenpairs pairs = Eigenpairs.leading(SymmetricMatrix.of(70, elements), 3);

    // Then
    assertEquals(1, pairs.value(0), 1e-12);
    assertEquals(1, pairs.value(1), 1e-12);
    assertEquals(0.8, pairs.value(2), 1e-12);
    assertPairs(elements, pairs);
  }

  @Test
  void shouldSeeADoubleEigenvalueInFrontOfAFlatTail() {
    // Given: sum and squares of what the Krylov space leaves out allow for just this eigenvalue,
    // and the last remainder of the space is a rounding error
    double[] diagonal = new double[70];
    Arrays.fill(diagonal, 0.5);
    diagonal[3] = 1;
    diagonal[40] = 1;
    diagonal[41] = 0.9;
    double[] elements = rotated(diagonal, new Random(4));

    Eigenpairs pairs = Eigenpairs.leading(SymmetricMatrix.of(70, elements), 2);

    assertEquals(1, pairs.value(0), 1e-12);
    assertEquals(1, pairs.value(1), 1e-12);
    assertPairs(elements, pairs);
  }

  @Test
  void shouldDecomposeTheIdentity() {
    double[] elements = new double[50 * 50];
    for (int i = 0; i < 50; i++) {
      elements[i * 51] = 1;
    }

    Eigenpairs pairs = Eigenpairs.leading(SymmetricMatrix.of(50, elements), 4);

    assertEquals(4, pairs.count());
    assertPairs(elements, pairs);
  }

  @Test
  void shouldFindNothingInZeros() {
    assertEquals(0, Eigenpairs.leading(SymmetricMatrix.of(5, new double[25]), 3).count());
    assertEquals(0, Eigenpairs.leading(SymmetricMatrix.of(1, new double[1]), 1).count());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void shouldReturnNoMorePairsThanTheRank(int rank) {
    double[] diagonal = new double[60];
    for (int i = 0; i < rank; i++) {
      diagonal[i] = 10 - i;
    }
    double[] elements = rotated(diagonal, new Random(rank));

    Eigenpairs pairs = Eigenpairs.leading(SymmetricMatrix.of(60, elements), 8);

    assertEquals(rank, pairs.count());
    for (int k = 0; k < rank; k++) {
      assertEquals(10 - k, pairs.value(k), 1e-11);
    }
    assertPairs(elements, pairs);
  }

  @Test
  void shouldNotMissADirectionInWhichTheStartIsZero() {
    // Given two blocks that do not know of each other, the larger eigenvalue in a single channel
    double[] elements = new double[40 * 40];
    for (int i = 0; i < 39; i++) {
      for (int j = 0; j < 39; j++) {
        elements[i * 40 + j] = 1;
      }
    }
    elements[39 * 40 + 39] = 1000;

    Eigenpairs pairs = Eigenpairs.leading(SymmetricMatrix.of(40, elements), 3);

    assertEquals(2, pairs.count());
    assertEquals(1000, pairs.value(0), 1e-9);
    assertEquals(39, pairs.value(1), 1e-9);
  }

  @Test
  void shouldNotNeedTheFullDecompositionForAFlatSpectrum() {
    double[] gram = gram(flatSpectrum(400, 256, 0.95, new Random(8)), 400, 256);
    Lanczos lanczos = new Lanczos(SymmetricMatrix.of(256, gram), 3);

    assertNotNull(lanczos.solve());
    assertTrue(lanczos.steps() <= 60, () -> lanczos.steps() + " steps");
  }

  @Test
  void shouldLeaveToTheFullDecompositionWhatAKrylovSpaceCannotSee() {
    // Given three eigenvalues, two of them double: the space ends after three steps
    double[] elements = new double[5 * 5];
    for (int i = 0; i < 5; i++) {
      elements[i * 6] = 1 + i / 2;
    }
    SymmetricMatrix matrix = SymmetricMatrix.of(5, elements);

    // When, Then
    assertNull(new Lanczos(matrix, 4).solve());
    Eigenpairs pairs = Eigenpairs.leading(matrix, 4);
    for (int k = 0; k < 4; k++) {
      assertEquals(List.of(3, 2, 2, 1).get(k), pairs.value(k), 1e-12);
    }
  }

  @Test
  void shouldGiveTheSameBitsOnEveryThread() throws Exception {
    float[] gram = floats(gram(flatSpectrum(300, 128, 0.9, new Random(1)), 300, 128));
    Callable<double[]> work =
        () -> {
          Eigenpairs pairs = Eigenpairs.leading(SymmetricMatrix.ofGram(128, gram), 3);
          double[] all = new double[3 * 128 + 3];
          for (int k = 0; k < 3; k++) {
            all[k] = pairs.value(k);
            System.arraycopy(pairs.vector(k), 0, all, 3 + 128 * k, 128);
          }
          return all;
        };
    double[] expected = work.call();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<double[]> result : threads.invokeAll(Collections.nCopies(40, work))) {
        assertArrayEquals(expected, result.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldGiveTheSameBitsOnEveryThreadWhenDecomposingFully() throws Exception {
    // Given a matrix whose double eigenvalues Lanczos leaves to the full decomposition
    double[] elements = rotated(new double[] {3, 3, 2, 2, 1, 1, 1}, new Random(6));
    double[] large = new double[140 * 140];
    for (int block = 0; block < 20; block++) {
      for (int i = 0; i < 49; i++) {
        large[(7 * block + i / 7) * 140 + 7 * block + i % 7] = elements[i];
      }
    }
    SymmetricMatrix matrix = SymmetricMatrix.of(140, large);
    assertNull(new Lanczos(matrix, 4).solve());
    Callable<double[]> work = () -> Eigenpairs.leading(matrix, 4).vector(3);
    double[] expected = work.call();

    // When, Then
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<double[]> result : threads.invokeAll(Collections.nCopies(10, work))) {
        assertArrayEquals(expected, result.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldRefuseWhatNoDecompositionWouldReturnFrom() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SymmetricMatrix.of(2, new double[] {1, Double.NaN, Double.NaN, 1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> SymmetricMatrix.ofGram(1, new float[] {Float.POSITIVE_INFINITY}));
  }

  private static void assertSameAsSvd(double[] data, int rows, int columns, int wanted) {
    R064Store store = R064Store.FACTORY.make(rows, columns);
    store.fillAll(0.0);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        store.set(i, j, data[i * columns + j]);
      }
    }
    SingularValue<Double> svd = SingularValue.R064.make(store);
    assertTrue(svd.decompose(store));

    Eigenpairs pairs =
        Eigenpairs.leading(SymmetricMatrix.of(columns, gram(data, rows, columns)), wanted);

    assertEquals(Math.min(wanted, Math.min(rows, columns)), pairs.count());
    double largest = svd.getSingularValues().doubleValue(0);
    for (int k = 0; k < pairs.count(); k++) {
      assertEquals(
          svd.getSingularValues().doubleValue(k), Math.sqrt(pairs.value(k)), 1e-9 * largest);
      double cosine = 0;
      for (int j = 0; j < columns; j++) {
        cosine += pairs.vector(k)[j] * svd.getV().doubleValue(j, k);
      }
      assertEquals(1, Math.abs(cosine), 1e-9, "vector " + k);
    }
  }

  /** Every pair solves the equation, and the vectors are orthonormal. */
  private static void assertPairs(double[] elements, Eigenpairs pairs) {
    int size = pairs.vector(0).length;
    for (int k = 0; k < pairs.count(); k++) {
      double[] v = pairs.vector(k);
      for (int i = 0; i < size; i++) {
        double product = 0;
        for (int j = 0; j < size; j++) {
          product += elements[i * size + j] * v[j];
        }
        assertEquals(pairs.value(k) * v[i], product, 1.01e-7 * pairs.value(0));
      }
      for (int other = 0; other <= k; other++) {
        double dot = 0;
        for (int i = 0; i < size; i++) {
          dot += v[i] * pairs.vector(other)[i];
        }
        assertEquals(other == k ? 1 : 0, dot, 1e-10);
      }
    }
  }

  /** Data with singular values 10, 10 r, 10 r^2 ... times noise-free random directions. */
  private static double[] flatSpectrum(int rows, int columns, double ratio, Random random) {
    int rank = Math.min(rows, columns);
    double[][] left = orthonormal(rank, rows, random);
    double[][] right = orthonormal(rank, columns, random);
    double[] data = new double[rows * columns];
    for (int k = 0; k < rank; k++) {
      double sigma = 10 * (k < 4 ? Math.pow(ratio, k) : Math.pow(ratio, 4) * Math.pow(0.93, k - 3));
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          data[i * columns + j] += sigma * left[k][i] * right[k][j];
        }
      }
    }
    return data;
  }

  private static double[] rotated(double[] diagonal, Random random) {
    int size = diagonal.length;
    double[][] axes = orthonormal(size, size, random);
    double[] elements = new double[size * size];
    for (int k = 0; k < size; k++) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          elements[i * size + j] += diagonal[k] * axes[k][i] * axes[k][j];
        }
      }
    }
    return elements;
  }

  private static double[][] orthonormal(int count, int length, Random random) {
    double[][] vectors = new double[count][length];
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < length; i++) {
        vectors[k][i] = random.nextGaussian();
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int other = 0; other < k; other++) {
          double dot = 0;
          for (int i = 0; i < length; i++) {
            dot += vectors[k][i] * vectors[other][i];
          }
          for (int i = 0; i < length; i++) {
            vectors[k][i] -= dot * vectors[other][i];
          }
        }
      }
      double sum = 0;
      for (double value : vectors[k]) {
        sum += value * value;
      }
      for (int i = 0; i < length; i++) {
        vectors[k][i] /= Math.sqrt(sum);
      }
    }
    return vectors;
  }

  private static double[] gram(double[] data, int rows, int columns) {
    double[] gram = new double[columns * columns];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j < columns; j++) {
          gram[i * columns + j] += data[r * columns + i] * data[r * columns + j];
        }
      }
    }
    return gram;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
