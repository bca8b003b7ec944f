package io.eigencam.command;

import io.eigencam.camera.Camera;
import io.eigencam.camera.CameraId;
import io.eigencam.camera.FrameClock;
import io.eigencam.camera.FramePublisher;
import io.eigencam.camera.FrameSource;
import io.eigencam.camera.KeptPartitions;
import io.eigencam.camera.LoopedSource;
import io.eigencam.camera.RealTimeClock;
import io.eigencam.camera.SourceName;
import io.eigencam.camera.TraceStart;
import io.eigencam.camera.UnpacedClock;
import io.eigencam.topic.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code publish}: plays a camera. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = "Publishes the pictures of a source as frames of a camera, in real time.",
    footer = {
      "",
      "Examples:",
      "  eigencam publish car-detection.mp4 --camera road-1",
      "  eigencam publish pictures/ --camera line-7 --fps 5 --loop",
      "  eigencam publish microscope:42 --camera smear-1 --fps 10"
    })
final class PublishCommand implements Callable<Integer> {
  private static final long STOP_SECONDS = 15;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SOURCE",
      description = "A folder of JPEG and PNG pictures, a video file, or microscope:SEED.")
  private String source = "";

  @Option(
      names = "--camera",
      required = true,
      paramLabel = "ID",
      description = "The camera's name, key of its records.")
  private String camera = "";

  @Option(
      names = "--fps",
      paramLabel = "N",
      description =
          "Frames per second. A video keeps its speed: pictures are left out or repeated. 0: every picture, as fast as possible. Default: a video's own rate, 10 for other sources.")
  private @Nullable Double framesPerSecond;

  @Option(
      names = "--as-fast-as-possible",
      description = "Every picture without waiting: for load and for tests. The same as --fps 0.")
  private boolean unpaced;

  @Option(names = "--loop", description = "Begin again at the end, until stopped.")
  private boolean loop;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "" + Long.MAX_VALUE,
      description = "Stop after so many frames.")
  private long limit;

  @Option(
      names = "--trace",
      arity = "0..1",
      fallbackValue = "1",
      paramLabel = "SHARE",
      description = {
        "Begin a trace with each frame: its header traceparent. Of that share of them, 0 to 1,",
        "whoever works on them is asked to record it (without a number: of all)."
      })
  private @Nullable Double trace;

  @Mixin private PrefixOption prefix = new PrefixOption();

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Mixin private ClientSettings client;

  @Override
  public Integer call() throws IOException, InterruptedException {
    QuietLogging.apply();
    CameraId id;
    SourceName name;
    TraceStart traces = null;
    Topic<String, byte[]> topic = prefix.topics().cameraFrames();
    try {
      id = new CameraId(camera);
      name = new SourceName(source);
      if (framesPerSecond != null && !(framesPerSecond >= 0 && framesPerSecond <= 1000)) {
        throw new IllegalArgumentException(
            "--fps must be between 0 and 1000, not " + framesPerSecond + ".");
      }
      if (trace != null) {
        traces = new TraceStart(trace, RandomGenerator.getDefault());
      }
      if (limit < 1) {
        throw new IllegalArgumentException("--limit must be at least 1, not " + limit + ".");
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    PrintWriter err = spec.commandLine().getErr();
    Map<String, String> settings = client.read();
    try (FrameSource pictures = open(name, err);
        FramePublisher publisher = publisher(settings, err, topic, traces)) {
      publish(id, name, topic, pictures, publisher, err);
    } catch (KafkaException e) {
      throw ClusterConnection.unusable(e);
    } catch (IOException e) {
      throw ConnectionFailure.security(e).isEmpty()
          ? e
          : new IOException(ConnectionFailure.explain(e, settings), e);
    }
    return 0;
  }

  private FramePublisher publisher(
      Map<String, String> settings,
      PrintWriter err,
      Topic<String, byte[]> topic,
      @Nullable TraceStart traces) {
    return new FramePublisher(
        settings,
        topic,
        new KeptPartitions(settings, prefix.topics().cameraPartitions(), err::println),
        traces);
  }

  private FrameSource open(SourceName name, PrintWriter err) throws IOException {
    OptionalDouble rate =
        framesPerSecond == null || asFastAsPossible()
            ? OptionalDouble.empty()
            : OptionalDouble.of(framesPerSecond);
    return loop
        ? new LoopedSource(() -> name.open(rate, err::println))
        : name.open(rate, err::println);
  }

  private boolean asFastAsPossible() {
    return unpaced || (framesPerSecond != null && framesPerSecond == 0);
  }

  private void publish(
      CameraId id,
      SourceName name,
      Topic<String, byte[]> topic,
      FrameSource pictures,
      FramePublisher publisher,
      PrintWriter err)
      throws IOException, InterruptedException {
    FrameClock clock = asFastAsPossible() ? new UnpacedClock() : new RealTimeClock();
    Camera running = new Camera(id, pictures, clock, publisher, Clock.systemUTC().instant());
    OptionalLong length = pictures.length();
    ProgressLine progress =
        new ProgressLine(
            err,
            "frames",
            length.isPresent() || limit < Long.MAX_VALUE
                ? OptionalLong.of(Math.min(limit, length.orElse(limit)))
                : OptionalLong.empty());
    CountDownLatch finished = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running, finished)));
    long start = System.nanoTime();
    try {
      running.run(limit, progress::update);
      publisher.flush();
    } finally {
      progress.done();
      summary(id, name, topic, publisher, (System.nanoTime() - start) / 1e9);
      finished.countDown();
    }
  }

  private void summary(
      CameraId id,
      SourceName name,
      Topic<String, byte[]> topic,
      FramePublisher publisher,
      double seconds)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    long frames = publisher.published();
    if (json) {
      JsonOutput.printLine(
          out, new Summary(id.text(), topic.name(), frames, publisher.publishedBytes(), seconds));
    } else {
      out.println(
          String.format(
              Locale.ROOT,
              "Published %d frames of %s as camera %s to %s: %.1f MB in %.1f s (%.1f/s)",
              frames,
              name.shortName(),
              id,
              topic.name(),
              publisher.publishedBytes() / 1e6,
              seconds,
              frames / seconds));
    }
    out.flush();
  }

  /** What was published, for machines. */
  record Summary(String camera, String topic, long frames, long bytes, double seconds) {}

  /** Ctrl-C: the frame at hand is delivered and the summary printed before the program goes. */
  private static void stop(Camera running, CountDownLatch finished) {
    running.stop();
    try {
      if (!finished.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("eigencam: frames were still on their way when the program ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
