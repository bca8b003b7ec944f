package io.eigencam.command;

import io.eigencam.explain.Explainer;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.ScoreGradients;
import io.eigencam.infer.TensorFlowDetector;
import io.eigencam.model.StockModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eigencam explain IMAGE...}: what a model looks at in pictures. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a model looks at in pictures (JPEG, PNG), exactly as the live service computes it.",
      "Pictures are turned upright as their Exif data say.",
      "Writes for every picture NAME-explained.png (a sheet with the boxes and every layer's map),"
          + " NAME-explained.json (all figures) and NAME-LAYER.npy (a map on its own grid, float32,"
          + " signed; positive is attention). Further maps of a layer: NAME-LAYER-WHAT.npy."
    },
    footer = {"", "Exit code 1 if any picture could not be worked on; the others are done anyway."})
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Picture files.")
  private List<Path> pictures = List.of();

  @Mixin private ModelOption model = new ModelOption();

  @Mixin private ExplainOptions options = new ExplainOptions();

  @Mixin private DetailOptions details = new DetailOptions();

  @Option(
      names = "--fuse",
      paramLabel = "HOW",
      defaultValue = "mean",
      description = {
        "All layers as one, in the sheet and as NAME-fused.npy (default: ${DEFAULT-VALUE}): mean,"
            + " max, sigma (mean weighted by the singular values), product (what all layers share),"
            + " or none."
      })
  private FuseOption fuse = FuseOption.MEAN;

  @Option(
      names = "--overlay",
      description =
          "Also draw every map over the picture, as NAME-LAYER.png of the picture's size.")
  private boolean overlay;

  @Mixin private OutputFolder out = new OutputFolder();

  @Option(names = "--json", description = "Print JSON: an array with one object per picture.")
  private boolean json;

  private final UprightPicture pictureFiles = new UprightPicture();
  private boolean failed;

  @Override
  public Integer call() throws Exception {
    // Before any class of AWT is touched: a server has no display.
    System.setProperty("java.awt.headless", "true");
    QuietLogging.apply();
    options.requireConsistent(model.precision(), fuse);
    DetectorSettings settings = details.needed(options.detectorSettings());
    Explainer explainer = options.explainer();
    ExplanationFiles.Names names = new ExplanationFiles.Names(out.ready());
    List<Map<String, Object>> answers = new ArrayList<>();
    StockModel stock = model.read();
    try (TensorFlowDetector detector = model.open(stock, settings);
        ScoreGradients gradients = options.openGradients(stock, model.cache(), settings)) {
      options.requireLayers(settings.layers(), detector.layers());
      List<NamedClass> classes = details.classes(detector.classNames());
      ExplanationWriter writer = new ExplanationWriter(detector.model(), settings, overlay);
      for (Path path : pictures) {
        ExplanationFiles files = names.next(path);
        try {
          EncodedPicture encoded = pictureFiles.read(path);
          Inference inference = detector.infer(encoded);
          Explanation explanation =
              gradients == null
                  ? explainer.explain(inference)
                  : options.byGradients(gradients).explain(encoded, inference, classes);
          ExplainedPicture picture =
              new ExplainedPicture(
                  path,
                  encoded,
                  inference,
                  explanation,
                  fuse,
                  fuse.fuse(explanation),
                  details.explain(inference, explanation, classes),
                  files);
          answers.add(writer.write(picture));
          if (!json) {
            ExplanationText.print(spec.commandLine().getOut(), picture);
          }
        } catch (FrameRejected e) {
          answers.add(failure(path, e.reason().name(), e.text()));
        } catch (IOException e) {
          answers.add(failure(path, "UNREADABLE", String.valueOf(e.getMessage())));
        }
      }
    }
    if (json) {
      JsonOutput.print(spec.commandLine().getOut(), answers);
    }
    return failed ? 1 : 0;
  }

  private Map<String, Object> failure(Path picture, String reason, String text) {
    failed = true;
    spec.commandLine().getErr().println("eigencam: " + picture + ": " + text);
    spec.commandLine().getErr().flush();
    return DetectionJson.failure(picture, reason, text);
  }
}
