package io.eigencam.command;

import io.eigencam.model.FeatureTensor;
import io.eigencam.model.ModelInspection;
import io.eigencam.model.StockModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eigencam model inspect DIR}: what a model is and which layers were found. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Tells what a model is and which layers can be explained.")
final class ModelInspectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of a SavedModel, as 'yolo export' writes.")
  private Path folder;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    QuietLogging.apply();
    ModelInspection inspection = ModelInspection.of(StockModel.open(folder));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(out, inspection);
    } else {
      print(inspection, out);
    }
    out.flush();
    return 0;
  }

  private static void print(ModelInspection model, PrintWriter out) {
    ModelInspection.Input input = model.input();
    out.printf("%s: %s, %d classes%n", model.name(), model.task(), model.classes().size());
    out.printf(
        "  input    %d x %d pixels, RGB, %s 0..1, batch %s%n",
        input.width(), input.height(), input.dtype(), input.batch() < 0 ? "any" : input.batch());
    out.printf(
        "  output   %s %s: %s%n",
        model.head().output(), model.head().shape(), meaning(model.head().layout()));
    if (model.boxUnits() != null) {
      out.printf("  boxes    in %s%n", units(model.boxUnits()));
    }
    out.printf("  classes  %s%n", abridged(model));
    out.printf("  digest   %s%n%n", model.digest());
    out.printf("Layers that can be explained, finest grid first:%n");
    for (FeatureTensor layer : model.layers()) {
      out.printf(
          "  %-12s %3d x %-3d cells of %2d pixels, %4d channels  %s%n",
          layer.name(),
          layer.columns(),
          layer.rows(),
          layer.stride(),
          layer.channels(),
          role(layer.name()));
    }
    out.println();
    if (model.supported()) {
      out.printf(
          "This model runs live: eigencam run --model DIR, eigencam explain PICTURE --model DIR%n");
    } else {
      out.printf("This model does not run live: %s.%n", model.reason());
      out.printf("Its layers can be exposed: eigencam model instrument DIR OUT%n");
    }
  }

  private static String meaning(String layout) {
    return switch (layout) {
      case "raw" -> "one column per cell, box and class scores";
      case "rows" -> "one row per object, suppression is inside";
      default -> "one probability per class";
    };
  }

  private static String units(String units) {
    return units.equals("pixels")
        ? "pixels of the input"
        : "shares of the input's width and height (found out by a trial run)";
  }

  private static String role(String layer) {
    return switch (layer) {
      case "p2" -> "tiny objects; the head reads it";
      case "p3" -> "small objects; the head reads it";
      case "p4" -> "medium objects; the head reads it";
      case "p5" -> "large objects; the head reads it";
      case "p6" -> "very large objects; the head reads it";
      case "sppf" -> "end of the pyramid pooling, end of the backbone's convolutions";
      case "backboneEnd" -> "end of the backbone, what the rest works on";
      case "last" -> "the classifier's last map before pooling";
      default -> "the head reads it";
    };
  }

  private static String abridged(ModelInspection model) {
    int shown = Math.min(8, model.classes().size());
    String first = String.join(", ", model.classes().subList(0, shown));
    int more = model.classes().size() - shown;
    return more == 0 ? first : first + " and " + more + " more";
  }
}
