package io.eigencam.explain;

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

/** Cells projected on a direction: the layers of YOLOv8n at 640 for a 16:9 picture. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ProjectionBenchmark {
  @Param({"3600x64", "880x128", "240x256"})
  String shape;

  private float[] activation;
  private double[] direction;

  @Setup
  public void setUp() {
    int by = shape.indexOf('x');
    int cells = Integer.parseInt(shape.substring(0, by));
    int channels = Integer.parseInt(shape.substring(by + 1));
    Random random = new Random(1);
    activation = new float[cells * channels];
    for (int i = 0; i < activation.length; i++) {
      activation[i] = random.nextFloat();
    }
    direction = random.doubles(channels, -1, 1).toArray();
  }

  @Benchmark
  public double[] project() {
    return Projection.of(activation, direction).values();
  }
}
