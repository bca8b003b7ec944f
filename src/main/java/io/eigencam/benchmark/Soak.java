package io.eigencam.benchmark;

import io.eigencam.frame.FrameRejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Whether memory stays flat over many frames: the program's resident memory, read at even steps
 * after a garbage collection, and the slope of a straight line through the readings of the second
 * half.
 *
 * @param frames how many frames were worked on
 * @param firstMiB resident memory at the beginning of the second half
 * @param lastMiB at the end
 * @param slopeKiBPerThousandFrames of the line through the second half
 */
public record Soak(int frames, double firstMiB, double lastMiB, double slopeKiBPerThousandFrames) {
  private static final int READINGS = 40;
  private static final double KIB_PER_MIB = 1024;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";

  static Soak run(WholeFrame whole, int pictures, int frames, LongConsumer progress)
      throws FrameRejected, IOException {
    StepCosts costs = new StepCosts();
    List<double[]> readings = new ArrayList<>(); // frames, KiB
    int step = Math.max(1, frames / READINGS);
    for (int done = 0; done < frames; ) {
      whole.payloadBytes(done % pictures, costs);
      done++;
      if (done % step == 0) {
        System.gc(); // so that no uncollected garbage is taken for a leak
        readings.add(new double[] {done, residentKiB()});
        progress.accept(done);
      }
    }
    List<double[]> half = readings.subList(readings.size() / 2, readings.size());
    return new Soak(
        frames,
        half.get(0)[1] / KIB_PER_MIB,
        half.get(half.size() - 1)[1] / KIB_PER_MIB,
        1000 * slope(half));
  }

  /** Of the line of least squares. */
  static double slope(List<double[]> points) {
    double meanX = points.stream().mapToDouble(point -> point[0]).average().orElse(0);
    double meanY = points.stream().mapToDouble(point -> point[1]).average().orElse(0);
    double product = 0;
    double square = 0;
    for (double[] point : points) {
      product += (point[0] - meanX) * (point[1] - meanY);
      square += (point[0] - meanX) * (point[0] - meanX);
    }
    return square > 0 ? product / square : 0;
  }

  private static double residentKiB() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith(RESIDENT)) {
        return Double.parseDouble(line.substring(RESIDENT.length()).replace("kB", "").strip());
      }
    }
    throw new IOException("this system does not tell how much memory is resident");
  }
}
