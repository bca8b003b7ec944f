package io.eigencam.endurance;

import io.eigencam.endurance.Trend.Point;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/** Figures of the service, taken now and then while it works. */
final class Samples {
  private static final Logger LOG = Logger.getLogger(Samples.class);
  private static final Path FOLDER = Path.of("target", "endurance");
  private static final double MIB = 1 << 20;

  private final List<Sample> samples = new ArrayList<>();

  /**
   * One look at the service.
   *
   * @param seconds since the run began
   * @param results seen by then
   * @param heapMib used, garbage included
   * @param codeMib compiled code: grows for an hour and more on a busy machine, up to a limit
   * @param directMib buffers outside of the heap
   * @param nativeObjects tensors and the like that are open
   * @param load of the machine, mean of a minute
   */
  record Sample(
      double seconds,
      int results,
      ProcessFigures process,
      double heapMib,
      double codeMib,
      double directMib,
      long nativeObjects,
      double load) {}

  /** Looks, writes it down, and says it. */
  Sample take(ServiceProcess service, double seconds, int results)
      throws IOException, InterruptedException {
    Map<String, Double> metrics = service.metrics();
    Sample sample =
        new Sample(
            seconds,
            results,
            service.figures(),
            sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / MIB,
            sum(metrics, "jvm_memory_committed_bytes{area=\"nonheap\",id=\"Code") / MIB,
            sum(metrics, "jvm_buffer_memory_used_bytes{id=\"direct\"") / MIB,
            (long) sum(metrics, "eigencam_native_objects"),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    samples.add(sample);
    LOG.infof(
        "%5.0f s: %6d results, %.1f MiB resident, %d threads, %d files, load %.1f",
        seconds,
        results,
        sample.process.residentKib() / 1024.0,
        sample.process.threads(),
        sample.process.files(),
        sample.load);
    return sample;
  }

  private static double sum(Map<String, Double> metrics, String prefix) {
    return metrics.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** Those from a second on. */
  List<Sample> since(double seconds) {
    return samples.stream().filter(sample -> sample.seconds >= seconds).toList();
  }

  /** How resident memory goes, MB (10^6 bytes) per hour. */
  static Trend residentMegabytesPerHour(List<Sample> samples) {
    return Trend.of(
        samples.stream()
            .map(
                sample ->
                    new Point(sample.seconds / 3600, sample.process.residentKib() * 1024 / 1e6))
            .toList());
  }

  /**
   * The same of the process's own memory without compiled code. Pages of files come and go with
   * what else the machine does, and could hide that something grows.
   */
  static Trend ownMegabytesPerHour(List<Sample> samples) {
    return Trend.of(
        samples.stream()
            .map(
                sample ->
                    new Point(
                        sample.seconds / 3600,
                        (sample.process.anonymousKib() * 1024 - sample.codeMib * MIB) / 1e6))
            .toList());
  }

  /** The same, KiB per thousand frames. */
  static Trend residentKibPerThousandFrames(List<Sample> samples) {
    return Trend.of(
        samples.stream()
            .map(sample -> new Point(sample.results / 1e3, sample.process.residentKib()))
            .toList());
  }

  static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    double[] values = samples.stream().mapToDouble(figure).sorted().toArray();
    return values[values.length / 2];
  }

  /** Writes all of them to a file of target/endurance. */
  void write(String name) throws IOException {
    StringBuilder text =
        new StringBuilder(
            "seconds,results,residentKib,anonymousKib,threads,files,"
                + "heapMib,codeMib,directMib,nativeObjects,load\n");
    for (Sample one : samples) {
      text.append(
          String.format(
              Locale.ROOT,
              "%.1f,%d,%d,%d,%d,%d,%.2f,%.2f,%.2f,%d,%.2f%n",
              one.seconds,
              one.results,
              one.process.residentKib(),
              one.process.anonymousKib(),
              one.process.threads(),
              one.process.files(),
              one.heapMib,
              one.codeMib,
              one.directMib,
              one.nativeObjects,
              one.load));
    }
    report(name, text.toString());
  }

  /** Keeps a text in target/endurance. */
  static void report(String name, String text) throws IOException {
    Files.writeString(Files.createDirectories(FOLDER).resolve(name), text);
  }
}
