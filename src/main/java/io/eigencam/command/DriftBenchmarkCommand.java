package io.eigencam.command;

import io.eigencam.corruption.Corruption;
import io.eigencam.drift.AlarmBudget;
import io.eigencam.driftbenchmark.Clip;
import io.eigencam.driftbenchmark.ClipFolder;
import io.eigencam.driftbenchmark.DriftTrial;
import io.eigencam.driftbenchmark.TrialResult;
import io.eigencam.driftbenchmark.TrialSettings;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.TensorFlowDetector;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eigencam drift-benchmark}: faults put into real video, and who notices. */
@Command(
    name = "drift-benchmark",
    mixinStandardHelpOptions = true,
    description = {
      "Puts faults into recordings of fixed cameras and measures how soon the attention monitor"
          + " alarms, and how often for nothing, with cheap monitors beside it: pixel statistics,"
          + " confidence and count, feature distance, attention in boxes. All get the same budget"
          + " of false alarms.",
      "A third of each recording is the reference; the rest tells what is normal, and is tested"
          + " clean and with faults. Long streams are made by drawing pieces of at most 10 s at"
          + " random: on short clips the false alarms test the arithmetic, not the world. For hours"
          + " of recording there is --hold-out."
    })
final class DriftBenchmarkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--videos",
      required = true,
      paramLabel = "DIR",
      description = "Folder with one video file, or one folder of pictures, per fixed camera.")
  private Path videos;

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--report",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only these videos, without ending, by commas: to tune on some and report on others"
              + " (default: all).")
  private List<String> report = List.of();

  @Option(
      names = "--corruptions",
      paramLabel = "NAME",
      split = ",",
      description = "Which, by commas, such as defocus,dirt,shake (default: all).")
  private List<String> corruptions = List.of();

  @Option(
      names = "--severities",
      paramLabel = "N",
      split = ",",
      description = "1 to 5, by commas (default: 1,3,5).")
  private List<Integer> severities = List.of(1, 3, 5);

  @Option(
      names = "--fps",
      paramLabel = "N",
      description = "Frames of a second that are looked at (default: ${DEFAULT-VALUE}).")
  private double framesPerSecond = 2;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "At most so many frames of a video (default: ${DEFAULT-VALUE}).")
  private int frames = 360;

  @Option(
      names = "--case-frames",
      paramLabel = "N",
      description =
          "At most so many frames of a video with each fault: this is what takes the time"
              + " (default: ${DEFAULT-VALUE}).")
  private int caseFrames = 60;

  @Option(
      names = "--hold-out",
      description =
          "Learn what is normal from one half of the rest and test on the other. Of short clips the"
              + " halves differ by nature, and alarms ring for that.")
  private boolean holdOut;

  @Option(
      names = "--clean-blocks",
      paramLabel = "N",
      description =
          "Blocks of 30 s without faults per video, to count false alarms"
              + " (default: ${DEFAULT-VALUE}, a day).")
  private int cleanBlocks = 2880;

  @Option(
      names = "--false-alarms",
      paramLabel = "X",
      description =
          "Budget: bearable false alarms per camera in 30 days (default: ${DEFAULT-VALUE}).")
  private double falseAlarms = 1;

  @Option(
      names = "--layers",
      paramLabel = "LAYER",
      split = ",",
      description = "Layers to watch, by commas (default: p3,p4,p5).")
  private List<String> layers = DetectorSettings.DEFAULT_LAYERS;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of everything that is drawn (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--json", description = "Print JSON, every case and a summary.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    System.setProperty("java.awt.headless", "true");
    QuietLogging.apply();
    TrialSettings settings = settings();
    DetectorSettings detection = detection();
    PrintWriter err = spec.commandLine().getErr();
    ClipFolder folder = ClipFolder.open(videos);
    List<Clip> clips = folder.read(report, framesPerSecond, frames, err::println);
    try (TensorFlowDetector detector = model.open(detection)) {
      if (detector.model().task().equals("classify")) {
        throw new IOException(
            detector.model().name() + " classifies pictures; a model that finds objects is needed");
      }
      ProgressLine progress =
          new ProgressLine(err, "frames", OptionalLong.of(DriftTrial.frames(clips, settings)));
      TrialResult result =
          new DriftTrial(detector, settings, progress::update).run(clips, detector.layers());
      progress.done();
      PrintWriter out = spec.commandLine().getOut();
      DriftBenchmarkReport printed = new DriftBenchmarkReport(settings, clips, result);
      if (json) {
        JsonOutput.print(out, printed.json());
      } else {
        printed.print(out);
      }
      out.flush();
    }
    return 0;
  }

  private TrialSettings settings() {
    if (frames < 1) {
      throw new ParameterException(spec.commandLine(), "--frames is at least 1");
    }
    try {
      return new TrialSettings(
          framesPerSecond,
          chosen(),
          severities,
          holdOut,
          caseFrames,
          cleanBlocks,
          new AlarmBudget(falseAlarms),
          seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private List<Corruption> chosen() {
    if (corruptions.isEmpty()) {
      return List.of(Corruption.values());
    }
    return corruptions.stream().map(this::corruption).distinct().toList();
  }

  private Corruption corruption(String word) {
    return Arrays.stream(Corruption.values())
        .filter(one -> one.word().equals(word.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--corruptions: there is no %s, there are %s"
                        .formatted(
                            word,
                            Arrays.stream(Corruption.values())
                                .map(Corruption::word)
                                .collect(Collectors.joining(", ")))));
  }

  private DetectorSettings detection() {
    try {
      return DetectorSettings.defaults().withLayers(layers);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--layers: " + e.getMessage(), e);
    }
  }
}
