package io.eigencam.endurance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.endurance.Results.Result;
import io.eigencam.endurance.Samples.Sample;
import io.eigencam.message.FrameStatus;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twice as many frames as the machine can work on, by the clock, for ten minutes with each policy.
 * {@code -Doverload.seconds=60} is done sooner. Capacity is measured just before, with a queue that
 * is never empty, and then all the time, since a machine with other work is now slower and now
 * faster.
 */
@Timeout(value = 2, unit = TimeUnit.DAYS)
class OverloadRun {
  private static final Logger LOG = Logger.getLogger(OverloadRun.class);
  private static final Duration DURATION =
      Duration.ofSeconds(Long.getLong("overload.seconds", 600));
  private static final Duration CALIBRATION = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private static final Duration MAX_AGE = Duration.ofSeconds(2);
  private static final String JAVA_OPTIONS = "-Xms512m -Xmx512m -XX:+AlwaysPreTouch";
  private static final double FACTOR = 2;

  /** Seconds over which capacity is measured. */
  private static final double WINDOW = 15;

  private static final int WAITING = 8;
  private static final int PARTS = 10;

  /** Ten minutes of frames must stay: nothing may be lost to the topic's own limit. */
  private static final long KEPT_BYTES = 1L << 40;

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final Samples samples = new Samples();
  @TempDir private Path folder;

  @Test
  void shouldStayYoungWithNewest() throws Exception {
    Run run = run("newest");

    assertEquals(run.sent, run.seen, run.report);
    for (Part part : run.parts) {
      double allowed = MAX_AGE.toMillis() + 2 * part.work95;
      assertTrue(part.age95 <= allowed, run.report);
    }
    assertTrue(run.shedShare > 0.1, run.report);
    assertSteadyMemory(run);
  }

  @Test
  void shouldLeaveNothingOutWithBlock() throws Exception {
    Run run = run("block");

    assertEquals(0, run.shedShare, run.report);
    for (int part = 1; part < PARTS; part++) {
      assertTrue(run.parts.get(part).age95 > run.parts.get(part - 1).age95, run.report);
    }
    assertSteadyMemory(run);
  }

  /** However long the queue on the topic is, the process holds a few frames of it. */
  private static void assertSteadyMemory(Run run) {
    assertTrue(run.residentLast - run.residentFirst < 32, run.report);
  }

  /**
   * A tenth of the run.
   *
   * @param analyzed results per second
   * @param age95 of analysed frames, milliseconds from capture to result
   * @param work95 of the same, milliseconds in all steps
   */
  private record Part(double analyzed, double age95, double work95) {}

  private record Run(
      int sent,
      int seen,
      double shedShare,
      double residentFirst,
      double residentLast,
      List<Part> parts,
      String report) {}

  private Run run(String policy) throws Exception {
    Topics topics = RunTopics.create(kafka, KEPT_BYTES);
    AtomicBoolean calibrating = new AtomicBoolean(true);
    Map<String, String> settings =
        Map.of("eigencam.ingest.overload", policy, "eigencam.ingest.max-age", MAX_AGE.toString());
    try (ServiceProcess service =
            new ServiceProcess(folder.resolve(policy), kafka, topics, JAVA_OPTIONS, settings);
        Cameras cameras = new Cameras(kafka, topics);
        Results results =
            new Results(
                kafka,
                topics,
                result -> {
                  if (calibrating.get()) {
                    cameras.sendAfter(result.camera());
                  }
                })) {
      for (int frame = 0; frame < WAITING * Cameras.COUNT; frame++) {
        cameras.send(frame % Cameras.COUNT);
      }
      rateOver(CALIBRATION, results); // warms up
      double capacity = rateOver(CALIBRATION, results);
      calibrating.set(false);
      await().atMost(PATIENCE).until(() -> results.count() == cameras.sent());
      int before = cameras.sent();

      double start = results.seconds();
      AtomicReference<Double> offered = new AtomicReference<>(FACTOR * capacity);
      Thread load = new Thread(() -> offer(cameras, offered::get), "load");
      load.start();
      while (load.isAlive()) {
        samples.take(service, results.seconds(), results.count());
        load.join(Math.max(1000, DURATION.toMillis() / 100));
        double now = results.seconds();
        offered.set(FACTOR * capacity(results, Math.max(start, now - WINDOW), now));
      }
      double end = results.seconds();
      int sent = cameras.sent() - before;
      int waiting = sent + before - results.count();
      if (policy.equals("newest")) {
        await().atMost(PATIENCE).until(() -> results.count() == sent + before);
      }
      samples.write("overload-" + policy + ".csv");
      return report(policy, capacity, sent, waiting, start, end, results);
    }
  }

  /** Analysed frames per second; at least one. */
  private static double capacity(Results results, double from, double to) {
    return Math.max(1, analyzed(results.between(from, to)).size() / (to - from));
  }

  private static void offer(Cameras cameras, DoubleSupplier perSecond) {
    try {
      cameras.sendSteadily(perSecond, DURATION);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Results per second, of a queue that is never empty. */
  private static double rateOver(Duration duration, Results results) throws Exception {
    await().atMost(PATIENCE).until(() -> results.count() > 0);
    int before = results.count();
    double start = results.seconds();
    TimeUnit.MILLISECONDS.sleep(duration.toMillis()); // a clock, not a condition
    return (results.count() - before) / (results.seconds() - start);
  }

  private Run report(
      String policy,
      double capacity,
      int sent,
      int waiting,
      double start,
      double end,
      Results results)
      throws Exception {
    List<Part> parts = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      double from = start + part * (end - start) / PARTS;
      double to = start + (part + 1) * (end - start) / PARTS;
      List<Result> done = analyzed(results.between(from, to));
      parts.add(
          new Part(
              done.size() / (to - from),
              percentile95(done, Result::ageMillis),
              percentile95(done, Result::workMillis)));
    }
    List<Result> all = results.between(start, Double.MAX_VALUE);
    double shed = (all.size() - analyzed(all).size()) / (double) all.size();
    List<Sample> measured = samples.since(start + (end - start) / PARTS);
    Trend slope = Samples.residentMegabytesPerHour(measured);
    double first = resident(measured.subList(0, measured.size() / 4));
    double last = resident(measured.subList(measured.size() * 3 / 4, measured.size()));
    String report =
        String.format(
            Locale.ROOT,
            """
            overload, policy %s: capacity %.1f/s, offered %.1f/s for %.0f s (%d frames), load %.1f
            age p95 of analysed frames by tenths of the run, ms: %s
            work p95, ms: %s
            analysed per second: %s
            shed %.1f %% of %d results; waiting at the end: %d
            resident memory: %.1f MiB, then %.1f; slope %.1f MB/h (standard error %.1f)
            """,
            policy,
            capacity,
            sent / (end - start),
            end - start,
            sent,
            Samples.median(measured, Sample::load),
            formatted("%.0f", parts, Part::age95),
            formatted("%.0f", parts, Part::work95),
            formatted("%.1f", parts, Part::analyzed),
            100 * shed,
            all.size(),
            waiting,
            first,
            last,
            slope.slope(),
            slope.error());
    Samples.report("overload-" + policy + ".txt", report);
    LOG.info(report);
    return new Run(sent, all.size(), shed, first, last, parts, report);
  }

  private static double resident(List<Sample> samples) {
    return Samples.median(samples, one -> one.process().residentKib() / 1024.0);
  }

  private static List<Result> analyzed(List<Result> results) {
    return results.stream().filter(one -> one.status() == FrameStatus.ANALYZED).toList();
  }

  private static double percentile95(List<Result> results, ToDoubleFunction<Result> figure) {
    double[] values = results.stream().mapToDouble(figure).sorted().toArray();
    return values.length == 0 ? Double.NaN : values[(int) Math.ceil(0.95 * values.length) - 1];
  }

  private static List<String> formatted(
      String format, List<Part> parts, ToDoubleFunction<Part> figure) {
    return parts.stream()
        .map(part -> String.format(Locale.ROOT, format, figure.applyAsDouble(part)))
        .toList();
  }
}
