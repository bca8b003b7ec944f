package io.eigencam.endurance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.endurance.Samples.Sample;
import io.eigencam.message.FrameStatus;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An hour at full load: whenever a result is seen, the next frame is sent. {@code
 * -Dsoak.minutes=240} goes on for longer.
 *
 * <p>The heap has its full size from the beginning and all of it is touched, so that resident
 * memory grows only by what somebody does not give back: native memory, classes, threads; and by
 * what the compilers still add, which is told apart, since it has a limit. What grows inside of the
 * heap is seen after collections.
 */
@Timeout(value = 2, unit = TimeUnit.DAYS)
class SoakRun {
  private static final Logger LOG = Logger.getLogger(SoakRun.class);
  private static final Duration DURATION = Duration.ofMinutes(Long.getLong("soak.minutes", 60));
  private static final double LIMIT =
      Double.parseDouble(System.getProperty("soak.megabytes-per-hour", "1"));
  private static final String JAVA_OPTIONS =
      System.getProperty(
          "soak.java-options",
          "-Xms512m -Xmx512m -XX:+AlwaysPreTouch -XX:NativeMemoryTracking=summary");
  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(10);

  /** Share of the run in which compilers and caches find their size. */
  private static final double WARM_UP = 0.25;

  /** Frames of each camera that wait for their turn. */
  private static final int WAITING = 8;

  private static final long KEPT_BYTES = 256L << 20;

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final Samples samples = new Samples();
  @TempDir private Path folder;

  @Test
  void shouldNeedNoMoreMemoryAfterAnHour() throws Exception {
    Topics topics = RunTopics.create(kafka, KEPT_BYTES);
    AtomicBoolean busy = new AtomicBoolean(true);
    try (ServiceProcess service =
            new ServiceProcess(folder, kafka, topics, JAVA_OPTIONS, Map.of());
        Cameras cameras = new Cameras(kafka, topics);
        Results results =
            new Results(
                kafka,
                topics,
                result -> {
                  if (busy.get()) {
                    cameras.sendAfter(result.camera());
                  }
                })) {
      // Given: what is open when nothing is under way
      begin(cameras);
      await().atMost(PATIENCE).until(() -> results.count() > 100);
      rest(busy, cameras, results);
      long openBefore = open(service);

      // When
      busy.set(true);
      begin(cameras);
      double start = results.seconds();
      double warm = start + WARM_UP * DURATION.toSeconds();
      double end = start + DURATION.toSeconds();
      sampleUntil(warm, service, results);
      service.ask("GC.run");
      double heapBefore = samples.take(service, results.seconds(), results.count()).heapMib();
      service.ask("VM.native_memory", "baseline");
      int countBefore = results.count();
      sampleUntil(end, service, results);
      double rate = (results.count() - countBefore) / (end - warm);
      service.ask("GC.run");
      double heapAfter = samples.take(service, results.seconds(), results.count()).heapMib();
      Samples.report("soak-native.txt", service.ask("VM.native_memory", "summary.diff"));
      rest(busy, cameras, results);
      long openAfter = open(service);
      samples.write("soak.csv");

      // Then
      List<Sample> measured = samples.since(warm + BETWEEN_SAMPLES.toSeconds());
      Trend perHour = Samples.residentMegabytesPerHour(measured);
      Trend own = Samples.ownMegabytesPerHour(measured);
      Trend perThousand = Samples.residentKibPerThousandFrames(measured);
      String report =
          """
          soak: %d min, %d frames, %.1f/s after %.0f min of warm-up, load %.1f
          resident memory: %.1f MiB, slope %.2f MB/h (standard error %.2f), %.2f KiB per 1,000 frames
          own memory (no pages of files) without compiled code: slope %.2f MB/h (standard error %.2f)
          heap after collections: %.1f MiB, then %.1f
          threads: %.0f, then %.0f; files: %.0f, then %.0f
          native objects at rest: %d, then %d
          """
              .formatted(
                  DURATION.toMinutes(),
                  results.count(),
                  rate,
                  WARM_UP * DURATION.toMinutes(),
                  Samples.median(measured, Sample::load),
                  Samples.median(measured, one -> one.process().residentKib() / 1024.0),
                  perHour.slope(),
                  perHour.error(),
                  perThousand.slope(),
                  own.slope(),
                  own.error(),
                  heapBefore,
                  heapAfter,
                  first(measured, one -> one.process().threads()),
                  last(measured, one -> one.process().threads()),
                  first(measured, one -> one.process().files()),
                  last(measured, one -> one.process().files()),
                  openBefore,
                  openAfter);
      Samples.report("soak.txt", report);
      LOG.info(report);
      assertEquals(cameras.sent(), results.count(), report);
      assertTrue(
          results.between(0, Double.MAX_VALUE).stream()
              .allMatch(result -> result.status() == FrameStatus.ANALYZED),
          report);
      assertEquals(openBefore, openAfter, report);
      assertFlat(measured, one -> one.process().threads(), 3, report);
      assertFlat(measured, one -> one.process().files(), 5, report);
      assertTrue(own.slope() < LIMIT, report);
      service.stop();
    }
  }

  private static void begin(Cameras cameras) {
    for (int frame = 0; frame < WAITING; frame++) {
      for (int camera = 0; camera < Cameras.COUNT; camera++) {
        cameras.send(camera);
      }
    }
  }

  /** Sends nothing more and waits until everything is answered. */
  private static void rest(AtomicBoolean busy, Cameras cameras, Results results) {
    busy.set(false);
    await().atMost(PATIENCE).until(() -> results.count() == cameras.sent());
  }

  private static long open(ServiceProcess service) throws Exception {
    service.ask("GC.run");
    return service.nativeObjects();
  }

  private void sampleUntil(double end, ServiceProcess service, Results results) throws Exception {
    while (results.seconds() < end) {
      samples.take(service, results.seconds(), results.count());
      double rest = Math.min(BETWEEN_SAMPLES.toSeconds(), end - results.seconds());
      TimeUnit.MILLISECONDS.sleep(Math.max(1, Math.round(rest * 1e3))); // a clock, not a condition
    }
  }

  private static double first(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return Samples.median(samples.subList(0, Math.max(1, samples.size() / 4)), figure);
  }

  private static double last(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return Samples.median(samples.subList(samples.size() * 3 / 4, samples.size()), figure);
  }

  private static void assertFlat(
      List<Sample> samples, ToDoubleFunction<Sample> figure, double tolerance, String report) {
    assertTrue(last(samples, figure) - first(samples, figure) <= tolerance, report);
  }
}
