package io.eigencam.pipeline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.camera.MicroscopeSource;
import io.eigencam.camera.microscope.Look;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.TensorFlowDetector;
import io.eigencam.ingest.LoadPolicy;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.standalone.StandaloneKafka;
import io.eigencam.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twice as many frames as can be analysed, on a real broker and with the shipped model. {@code
 * -Deigencam.test.overload-seconds=600 -Dtests.seconds=0
 * -Djunit.jupiter.execution.timeout.mode=disabled} goes on for ten minutes.
 *
 * <p>Times are compared with each other and with what was measured in the same run, never with a
 * number of seconds that some machine needs.
 */
@Timeout(300)
class OverloadOnKafkaTest {
  private static final Logger LOG = Logger.getLogger(OverloadOnKafkaTest.class);
  private static final Duration DURATION =
      Duration.ofSeconds(Long.getLong("eigencam.test.overload-seconds", 6));
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String CAMERA = "overloaded";
  private static final int CALIBRATION = 24;

  /** Twice the load adds half a second of age each second: reached after a third of the time. */
  private static final Duration MAX_AGE =
      Duration.ofMillis(Math.min(1000, DURATION.toMillis() / 6));

  private final StandaloneKafka kafka = StandaloneKafka.shared();
  private final Topics topics = kafka.freshTopics();
  private final AtomicLong analyzed = new AtomicLong();
  private final AtomicLong left = new AtomicLong();
  @TempDir private Path folder;

  @Test
  void shouldKeepResultsYoungAndSayWhatWasLeftOut() throws Exception {
    // When
    Run run = run(new LoadPolicy(true, MAX_AGE, 1, false));

    // Then: every frame has its one result, in order
    List<FrameAnalysis> results = run.results;
    assertEquals(numbers(run.offered), sequences(results));
    List<FrameAnalysis> done = with(FrameStatus.ANALYZED, results);
    List<FrameAnalysis> shed = with(FrameStatus.SHED, results);
    assertEquals(run.offered, done.size() + shed.size());
    assertFalse(done.isEmpty());
    assertFalse(shed.isEmpty());
    assertTrue(shed.stream().allMatch(result -> result.getReason().equals("OVERLOAD")));
    assertTrue(kafka.readAllRaw(topics.deadLetters()).isEmpty());

    // Then: from beginning to end none is much older than allowed when it comes out
    double frame = percentile95(done.stream().map(OverloadOnKafkaTest::workMillis).toList());
    double shedding = median(shed.stream().map(OverloadOnKafkaTest::workMillis).toList());
    double bound = MAX_AGE.toMillis() + 2 * frame;
    List<Double> p95 = quarters(done).stream().map(OverloadOnKafkaTest::age95).toList();
    LOG.infof(
        "newest: capacity %.1f/s, offered %d in %d s, analysed %d, shed %d, max-age %d ms,"
            + " a frame %.0f ms, of which explain %.1f ms, a shed one %.3f ms,"
            + " age p95 by quarters %s ms",
        run.capacity,
        run.offered,
        DURATION.toSeconds(),
        done.size(),
        shed.size(),
        MAX_AGE.toMillis(),
        frame,
        median(done.stream().map(result -> result.getTimings().get("explain") / 1e3).toList()),
        shedding,
        p95);
    assertTrue(
        shedding < frame / 20, () -> shedding + " ms to shed a frame, " + frame + " to work");
    for (double age : p95) {
      assertTrue(age <= bound, () -> p95 + " ms, allowed " + bound);
    }
  }

  @Test
  void shouldAnalyseEveryFrameLaterAndLaterIfToldToBlock() throws Exception {
    // When
    Run run = run(new LoadPolicy(false, MAX_AGE, 1, false));

    // Then
    assertEquals(numbers(run.offered), sequences(run.results));
    assertEquals(run.offered, with(FrameStatus.ANALYZED, run.results).size());
    List<Double> medians =
        quarters(run.results).stream().map(OverloadOnKafkaTest::medianAge).toList();
    LOG.infof(
        "block: capacity %.1f/s, offered %d in %d s, waiting at the end %d, median age by quarters"
            + " %s ms",
        run.capacity, run.offered, DURATION.toSeconds(), run.waiting, medians);
    assertTrue(run.waiting > run.offered / 5, () -> run.waiting + " of " + run.offered);
    for (int quarter = 1; quarter < 4; quarter++) {
      assertTrue(medians.get(quarter) > medians.get(quarter - 1), medians::toString);
    }
  }

  private Run run(LoadPolicy policy) throws Exception {
    PathParts parts =
        new PathParts(
            topics,
            kafka.registryUrl(),
            camera -> camera.equals(CAMERA) ? policy : LoadPolicy.EVERYTHING);
    try (TensorFlowDetector detector =
            TensorFlowDetector.open(
                Path.of("demo-model", "saved_model"),
                folder.resolve("models"),
                DetectorSettings.defaults());
        RunningPath path =
            new RunningPath(
                detector,
                parts,
                kafka.bootstrapServers(),
                folder.resolve("state"),
                Map.of(),
                this::count,
                new SimpleMeterRegistry());
        KafkaProducer<String, byte[]> producer = kafka.producer()) {
      DoubleLoad load = new DoubleLoad(producer, topics, pictures(), analyzed::get);
      path.awaitRunning(PATIENCE);
      calibrate(load); // warms up
      double capacity = calibrate(load);
      long before = left.get();
      int offered = load.send(CAMERA, capacity, DURATION);
      long waiting = offered - (left.get() - before);
      Duration patience = PATIENCE.plus(DURATION.multipliedBy(4));
      await().atMost(patience).until(() -> left.get() - before == offered);
      List<FrameAnalysis> results =
          kafka.read(topics.detections(), offered + 2 * CALIBRATION, patience).stream()
              .filter(record -> record.key().equals(CAMERA))
              .map(record -> record.value())
              .toList();
      return new Run(capacity, offered, waiting, results);
    }
  }

  /** Frames per second of a queue that is never empty. */
  private double calibrate(DoubleLoad load) {
    long goal = left.get() + CALIBRATION;
    for (int frame = 0; frame < CALIBRATION; frame++) {
      load.send("calibration", frame);
    }
    await().atMost(PATIENCE).until(() -> left.get() > goal - CALIBRATION);
    long first = left.get();
    long start = System.nanoTime();
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> left.get() >= goal);
    return Math.max(1, goal - first) * 1e9 / (System.nanoTime() - start);
  }

  private void count(FrameOutcome outcome) {
    if (outcome instanceof FrameOutcome.Analyzed) {
      analyzed.incrementAndGet();
    }
    left.incrementAndGet();
  }

  private static List<byte[]> pictures() throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    try (MicroscopeSource source = new MicroscopeSource(3, Look.ORDINARY, 5)) {
      for (int i = 0; i < 4; i++) {
        pictures.add(source.next().bytes());
      }
    }
    return pictures;
  }

  private static List<Long> numbers(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private static List<Long> sequences(List<FrameAnalysis> results) {
    return results.stream().map(result -> result.getFrame().getSequence()).toList();
  }

  private static List<FrameAnalysis> with(FrameStatus status, List<FrameAnalysis> results) {
    return results.stream().filter(result -> result.getStatus() == status).toList();
  }

  private static List<List<FrameAnalysis>> quarters(List<FrameAnalysis> results) {
    int size = results.size();
    return IntStream.range(0, 4)
        .mapToObj(i -> results.subList(i * size / 4, (i + 1) * size / 4))
        .toList();
  }

  private static double age95(List<FrameAnalysis> results) {
    return percentile95(results.stream().map(OverloadOnKafkaTest::ageMillis).toList());
  }

  private static double medianAge(List<FrameAnalysis> results) {
    return median(results.stream().map(OverloadOnKafkaTest::ageMillis).toList());
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static double percentile95(List<Double> values) {
    return values.stream().sorted().toList().get((int) Math.ceil(0.95 * values.size()) - 1);
  }

  private static double ageMillis(FrameAnalysis result) {
    return Duration.between(
                result.getFrame().getCaptureTime(), result.getFrame().getProcessedTime())
            .toNanos()
        / 1e6;
  }

  private static double workMillis(FrameAnalysis result) {
    return result.getTimings().values().stream().mapToLong(Long::longValue).sum() / 1e3;
  }

  /**
   * What came of a run.
   *
   * @param capacity frames per second at its beginning
   * @param offered how many frames were sent
   * @param waiting how many of them had no result when the last was sent
   * @param results of these frames, as they came
   */
  private record Run(double capacity, int offered, long waiting, List<FrameAnalysis> results) {}
}
