package io.eigencam.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.eigencam.benchmark.Benchmark;
import io.eigencam.benchmark.Figures;
import io.eigencam.benchmark.Machine;
import io.eigencam.benchmark.PrecisionEffect;
import io.eigencam.benchmark.Soak;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Precision;
import io.eigencam.infer.DetectorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eigencam benchmark}: what a frame costs on this machine, against the bare model. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    description = {
      "Measures what a frame costs on this machine: the whole way from picture file to encoded"
          + " messages, against the bare prediction of the model alone (the floor). All are run in"
          + " turn on the same pictures. Times are milliseconds on the processor for one frame;"
          + " ratios are taken round by round, medians are given."
    })
final class BenchmarkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--pictures",
      required = true,
      paramLabel = "DIR",
      description = "Folder of pictures (JPEG, PNG), as the cameras give them.")
  private Path pictures;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How many rounds are measured (default: ${DEFAULT-VALUE}).")
  private int rounds = 15;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description =
          "At most so many pictures of the folder, evenly picked; each is worked on in every round"
              + " (default: ${DEFAULT-VALUE}).")
  private int frames = 12;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Frames that are worked on before, unmeasured (default: ${DEFAULT-VALUE}).")
  private int warmUp = 100;

  @Option(
      names = "--soak",
      paramLabel = "N",
      description =
          "Instead of times, watch the program's memory over so many whole frames: it must stay"
              + " flat.")
  private int soak;

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      description =
          "How many pictures are worked on at once; several numbers by commas, measured one after"
              + " the other (default: 1,2).")
  private List<Integer> threads = List.of(1, 2);

  @Option(
      names = "--layers",
      paramLabel = "LAYER",
      split = ",",
      description = "Layers to explain, by commas (default: p3,p4,p5).")
  private List<String> layers = DetectorSettings.DEFAULT_LAYERS;

  @Option(names = "--json", description = "Print JSON; the first number of threads stands on top.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    System.setProperty("java.awt.headless", "true");
    QuietLogging.apply();
    DetectorSettings settings = settings();
    List<Frame> chosen = BenchmarkPictures.read(pictures, frames);
    double load = Machine.load();
    List<Figures> measured = new ArrayList<>();
    PrintWriter err = spec.commandLine().getErr();
    try (Benchmark benchmark = Benchmark.open(model.model(), model.cache(), chosen, settings)) {
      if (soak > 0) {
        print(soak(benchmark, err), spec.commandLine().getOut());
        return 0;
      }
      for (int count : threads) {
        ProgressLine progress = new ProgressLine(err, "rounds", OptionalLong.of(rounds));
        measured.add(benchmark.measure(count, rounds, warmUp, progress::update));
        progress.done();
      }
      PrecisionEffect effect =
          model.precision() == Precision.FP32
              ? null
              : PrecisionEffect.measure(model.model(), model.cache(), chosen, settings);
      BenchmarkReport report =
          new BenchmarkReport(
              benchmark.model(), Machine.current(), load, Machine.load(), chosen, measured, effect);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        JsonOutput.print(out, report.json());
      } else {
        report.print(out);
      }
      out.flush();
    }
    return 0;
  }

  private Soak soak(Benchmark benchmark, PrintWriter err) throws FrameRejected, IOException {
    ProgressLine progress = new ProgressLine(err, "frames", OptionalLong.of(soak));
    Soak result = benchmark.soak(soak, progress::update);
    progress.done();
    return result;
  }

  private void print(Soak result, PrintWriter out) throws JsonProcessingException {
    if (json) {
      JsonOutput.print(out, result);
      return;
    }
    out.printf(
        Locale.ROOT,
        "%d frames: resident memory %.1f MiB half way, %.1f MiB at the end,"
            + " %.1f KiB per 1000 frames%n",
        result.frames(),
        result.firstMiB(),
        result.lastMiB(),
        result.slopeKiBPerThousandFrames());
    out.flush();
  }

  private DetectorSettings settings() {
    boolean none = threads.stream().anyMatch(count -> count < 1);
    if (rounds < 1 || frames < 1 || warmUp < 0 || soak < 0 || none) {
      throw new ParameterException(
          spec.commandLine(),
          "--rounds, --frames and --threads are at least 1, --warm-up and --soak at least 0");
    }
    try {
      return DetectorSettings.defaults().withLayers(layers).withPrecision(model.precision());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--layers: " + e.getMessage(), e);
    }
  }
}
