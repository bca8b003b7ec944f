package io.eigencam.command;

import io.eigencam.decode.PictureDecoder;
import io.eigencam.explain.ExplainSettings;
import io.eigencam.explain.LiveExplainer;
import io.eigencam.explain.NpyFile;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.infer.Detector;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.picture.ExplanationSheet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eigencam explain IMAGE...}: what a model looks at in pictures. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a model looks at in pictures (JPEG, PNG), exactly as the live service computes it.",
      "Writes for every picture NAME-explained.png (a sheet with the boxes and every layer's map),"
          + " NAME-explained.json (all figures) and NAME-LAYER.npy (a map on its own grid, float32,"
          + " signed; positive is attention)."
    },
    footer = {"", "Exit code 1 if any picture could not be worked on; the others are done anyway."})
final class ExplainCommand implements Callable<Integer> {
  /** How to join layers in the sheet's last panel. */
  enum Fuse {
    MEAN,
    NONE
  }

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Picture files.")
  private List<Path> pictures = List.of();

  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--layers",
      paramLabel = "LAYER",
      split = ",",
      description =
          "Layers to explain, by commas; 'model inspect' lists them, and any tensor with a picture's"
              + " grid can be named (default: p3,p4,p5).")
  private List<String> layers = DetectorSettings.DEFAULT_LAYERS;

  @Option(
      names = "--component",
      paramLabel = "K",
      defaultValue = "0",
      description = "Principal component, counted from 0 (default: ${DEFAULT-VALUE}).")
  private int component;

  @Option(
      names = "--fuse",
      paramLabel = "HOW",
      defaultValue = "mean",
      description = "The sheet's last panel: mean of all layers, or none (default: mean).")
  private Fuse fuse = Fuse.MEAN;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Folder to write into; is made if missing (default: the current folder).")
  private Path out = Path.of(".");

  @Option(names = "--json", description = "Print JSON: an array with one object per picture.")
  private boolean json;

  private final PictureDecoder decoder = new PictureDecoder();
  private boolean failed;

  @Override
  public Integer call() throws Exception {
    // Before any class of AWT is touched: a server has no display.
    System.setProperty("java.awt.headless", "true");
    QuietLogging.apply();
    DetectorSettings settings = settings();
    LiveExplainer explainer = new LiveExplainer(explainSettings());
    requireWritableFolder();
    ExplanationFiles.Names names = new ExplanationFiles.Names(out);
    List<Map<String, Object>> answers = new ArrayList<>();
    try (Detector detector = model.open(settings)) {
      for (Path picture : pictures) {
        ExplanationFiles files = names.next(picture);
        try {
          answers.add(explain(picture, detector, settings, explainer, files));
        } catch (FrameRejected e) {
          answers.add(failure(picture, e.reason().name(), e.text()));
        } catch (IOException e) {
          answers.add(failure(picture, "UNREADABLE", String.valueOf(e.getMessage())));
        }
      }
    }
    if (json) {
      JsonOutput.print(spec.commandLine().getOut(), answers);
    }
    return failed ? 1 : 0;
  }

  private Map<String, Object> explain(
      Path picture,
      Detector detector,
      DetectorSettings settings,
      LiveExplainer explainer,
      ExplanationFiles files)
      throws FrameRejected, IOException {
    EncodedPicture encoded = decoder.decode(PictureFile.read(picture));
    Inference inference = detector.infer(encoded);
    Explanation explanation = explainer.explain(inference);
    requireLayers(settings.layers(), explanation);
    String name = String.valueOf(picture.getFileName());
    ExplanationSheet sheet =
        new ExplanationSheet(name, detector.model(), encoded, inference, explanation);
    ImageIO.write(sheet.draw(fuse == Fuse.MEAN), "png", files.sheet().toFile());
    for (LayerAttention layer : explanation.layers()) {
      NpyFile.write(
          files.map(layer.layer()),
          layer.map().projection(),
          layer.map().rows(),
          layer.map().columns());
    }
    Map<String, Object> answer =
        ExplanationJson.of(picture, detector.model(), settings, inference, explanation, files);
    JsonOutput.write(files.json(), answer);
    if (!json) {
      print(picture, explanation, inference, files);
    }
    return answer;
  }

  /** The detector leaves out layers that a model lacks; who names one wants to know. */
  private static void requireLayers(List<String> layers, Explanation explanation) {
    Set<String> explained =
        explanation.layers().stream().map(LayerAttention::layer).collect(Collectors.toSet());
    for (String layer : layers) {
      if (!explained.contains(layer) && !layers.equals(DetectorSettings.DEFAULT_LAYERS)) {
        throw new IllegalArgumentException(
            "the model has no layer '%s'; 'eigencam model inspect' lists its layers"
                .formatted(layer));
      }
    }
  }

  private void print(
      Path picture, Explanation explanation, Inference inference, ExplanationFiles files) {
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.printf("%s: %d found, %s%n", picture, inference.detectionsTotal(), files.sheet());
    for (LayerAttention layer : explanation.bestFirst()) {
      Double alignment = layer.alignment();
      terminal.printf(
          Locale.ROOT,
          "  %-6s %4.1f %% of the variance%s%s%n",
          layer.layer(),
          100 * Objects.requireNonNullElse(layer.componentShare(), 0.0),
          alignment == null ? "" : String.format(Locale.ROOT, ", alignment %.2f", alignment),
          layer.flags().stream().sorted().map(flag -> ", " + flag).collect(Collectors.joining()));
    }
    terminal.flush();
  }

  private Map<String, Object> failure(Path picture, String reason, String text) {
    failed = true;
    spec.commandLine().getErr().println("eigencam: " + picture + ": " + text);
    spec.commandLine().getErr().flush();
    return DetectionJson.failure(picture, reason, text);
  }

  private void requireWritableFolder() throws IOException {
    try {
      Files.createDirectories(out);
    } catch (FileSystemException refused) {
      throw new IOException("--out: the folder " + out + " cannot be made", refused);
    }
    if (!Files.isWritable(out)) {
      throw new IOException("--out: the folder " + out + " may not be written to");
    }
  }

  private DetectorSettings settings() {
    try {
      return DetectorSettings.defaults().withLayers(layers);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--layers: " + e.getMessage(), e);
    }
  }

  private ExplainSettings explainSettings() {
    try {
      return ExplainSettings.DEFAULT.withComponents(component, 1);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--component: " + e.getMessage(), e);
    }
  }
}
