package io.eigencam.infer;

import io.eigencam.frame.Box;
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

/** Suppression of overlapping boxes, from a quiet picture to a crowd. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SuppressionBenchmark {
  @Param({"10", "100", "1000"})
  int boxes;

  private final Candidates candidates = new Candidates();

  /** Every object is found about five times. */
  @Setup
  public void setUp() {
    Random random = new Random(1);
    float x = 0;
    float y = 0;
    for (int i = 0; i < boxes; i++) {
      if (i % 5 == 0) {
        x = 600 * random.nextFloat();
        y = 600 * random.nextFloat();
      }
      float left = x + 4 * random.nextFloat();
      float top = y + 4 * random.nextFloat();
      candidates.add(
          new Box(left, top, left + 40, top + 60), 0.3f + 0.6f * random.nextFloat(), i / 5 % 3, i);
    }
  }

  @Benchmark
  public int[] keep() {
    return NonMaximumSuppression.keep(candidates, DetectorSettings.DEFAULT_IOU);
  }
}
