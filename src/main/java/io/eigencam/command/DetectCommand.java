package io.eigencam.command;

import io.eigencam.frame.Classification;
import io.eigencam.frame.Detection;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.infer.Detector;
import io.eigencam.infer.DetectorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eigencam detect IMAGE...}: what a model finds in pictures. */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    description = {
      "Finds objects in pictures (JPEG, PNG), or tells what they show if the model is a classifier.",
      "Pictures are turned upright as their Exif data say; boxes are in pixels of the upright one."
    },
    footer = {"", "Exit code 1 if any picture could not be worked on; the others are done anyway."})
final class DetectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Picture files.")
  private List<Path> pictures = List.of();

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--conf",
      paramLabel = "X",
      description = "A box must score above this, 0 to 1 (default: ${DEFAULT-VALUE}).")
  private double confidence = DetectorSettings.DEFAULT_CONFIDENCE;

  @Option(
      names = "--iou",
      paramLabel = "X",
      description =
          "Of two boxes of a class that overlap by more than this, 0 to 1, only the surer one stays"
              + " (default: ${DEFAULT-VALUE}).")
  private double iou = DetectorSettings.DEFAULT_IOU;

  @Option(
      names = "--max-det",
      paramLabel = "N",
      description = "Report at most so many boxes a picture (default: ${DEFAULT-VALUE}).")
  private int maxDetections = DetectorSettings.DEFAULT_MAX_DETECTIONS;

  @Option(names = "--json", description = "Print JSON: an array with one object per picture.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    QuietLogging.apply();
    DetectorSettings settings = settings();
    UprightPicture pictureFiles = new UprightPicture();
    List<Map<String, Object>> answers = new ArrayList<>();
    boolean failed = false;
    PrintWriter out = spec.commandLine().getOut();
    try (Detector detector = model.open(settings)) {
      for (Path picture : pictures) {
        try {
          Inference inference = detector.infer(pictureFiles.read(picture));
          answers.add(DetectionJson.of(picture, detector.model(), settings, inference));
          if (!json) {
            print(picture, inference, out);
          }
        } catch (FrameRejected e) {
          failed = true;
          report(picture, e.text());
          answers.add(DetectionJson.failure(picture, e.reason().name(), e.text()));
        } catch (IOException e) {
          failed = true;
          String text = String.valueOf(e.getMessage());
          report(picture, text);
          answers.add(DetectionJson.failure(picture, "UNREADABLE", text));
        }
      }
    }
    if (json) {
      JsonOutput.print(out, answers);
    }
    out.flush();
    return failed ? 1 : 0;
  }

  private DetectorSettings settings() {
    try {
      return new DetectorSettings(confidence, iou, maxDetections, DetectorSettings.DEFAULT_LAYERS);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void report(Path picture, String what) {
    spec.commandLine().getErr().println("eigencam: " + picture + ": " + what);
    spec.commandLine().getErr().flush();
  }

  private static String found(Inference inference) {
    if (!inference.classifications().isEmpty()) {
      return "most probably " + inference.classifications().get(0).label();
    }
    int found = inference.detections().size();
    return found == 0 ? "nothing found" : found + " found";
  }

  private static void print(Path picture, Inference inference, PrintWriter out) {
    out.printf("%s: %s, %s%n", picture, inference.letterbox().picture(), found(inference));
    for (Classification one : inference.classifications()) {
      out.printf(Locale.ROOT, "  %-16s %5.1f %%%n", one.label(), 100 * one.confidence());
    }
    for (Detection found : inference.detections()) {
      out.printf(
          Locale.ROOT,
          "  %-16s %5.1f %%   x %7.1f .. %7.1f   y %7.1f .. %7.1f%n",
          found.label(),
          100 * found.confidence(),
          found.box().x1(),
          found.box().x2(),
          found.box().y1(),
          found.box().y2());
    }
  }
}
