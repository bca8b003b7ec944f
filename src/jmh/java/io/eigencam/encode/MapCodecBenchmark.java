package io.eigencam.encode;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.MapKind;
import io.eigencam.message.LayerMap;
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

/** A map to bytes and back, in each encoding. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MapCodecBenchmark {
  private static final int ROWS = 45;
  private static final int COLUMNS = 80;

  @Param({"1", "2", "3"})
  int encoding;

  private AttentionMap map;
  private LayerMap encoded;

  /** Smooth hills, as p3 has. */
  @Setup
  public void setUp() {
    float[] values = new float[ROWS * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      double x = (double) (i % COLUMNS) / COLUMNS;
      double y = (double) (i / COLUMNS) / ROWS;
      values[i] = (float) (Math.sin(9 * x) * Math.cos(7 * y) + 0.2 * Math.sin(40 * x * y));
    }
    map =
        new AttentionMap(
            MapKind.EIGEN,
            null,
            "p3",
            0,
            ROWS,
            COLUMNS,
            values,
            new CellToPicture(8, 0, 4, 0, 8, 4));
    encoded = MapCodec.encode(map, 1, encoding);
  }

  @Benchmark
  public LayerMap encode() {
    return MapCodec.encode(map, 1, encoding);
  }

  @Benchmark
  public AttentionMap decode() {
    return MapCodec.decode(encoded);
  }
}
