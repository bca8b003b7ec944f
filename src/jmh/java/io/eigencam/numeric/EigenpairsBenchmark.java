package io.eigencam.numeric;

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

/** Three leading eigenpairs: Lanczos against the full decomposition, its oracle and fallback. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EigenpairsBenchmark {
  /** Channels of p3, p4 and p5 of YOLOv8n. */
  @Param({"64", "128", "256"})
  int channels;

  private float[] gram;

  /** A flat spectrum, as activations have: singular values fall like 1 / sqrt(k). */
  @Setup
  public void setUp() {
    Random random = new Random(1);
    int rows = 4 * channels;
    gram = new float[channels * channels];
    double[] row = new double[channels];
    double[] mixed = new double[channels];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < channels; j++) {
        row[j] = random.nextGaussian() / Math.sqrt(j + 1);
      }
      for (int j = 0; j < channels; j++) {
        mixed[j] = row[j] + 0.5 * row[(j + 1) % channels] - 0.5 * row[(j + 7) % channels];
      }
      for (int j = 0; j < channels; j++) {
        for (int k = 0; k < channels; k++) {
          gram[j * channels + k] += (float) (mixed[j] * mixed[k]);
        }
      }
    }
  }

  @Benchmark
  public Eigenpairs lanczos() {
    return Eigenpairs.leading(SymmetricMatrix.ofGram(channels, gram), 3);
  }

  @Benchmark
  public Eigenpairs full() {
    return Eigenpairs.all(SymmetricMatrix.ofGram(channels, gram));
  }
}
