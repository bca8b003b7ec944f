package io.eigencam.command;

import io.eigencam.explain.Fusion;
import io.eigencam.explain.NpyFile;
import io.eigencam.explain.ReferenceEigenCam;
import io.eigencam.explain.ReferenceExplanation;
import io.eigencam.explain.ReferenceStatus;
import io.eigencam.frame.Activation;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.SignRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code eigencam explain-activation FILE}: Eigen-CAM of a raw activation in reference semantics.
 */
@Command(
    name = "explain-activation",
    mixinStandardHelpOptions = true,
    description = {
      "Computes Eigen-CAM of a raw activation as the reference implementations do.",
      "Padding is not removed and nothing is learnt from scores: 'explain' does that.",
      "Infinities give the status INVALID_ACTIVATION and no map; NaN counts as 0."
    })
final class ExplainActivationCommand implements Callable<Integer> {
  private static final long MOST_PIXELS = 64_000_000;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "NumPy file (h, w, C) or (1, h, w, C), float32 or float64. Several layers of one picture"
              + " are fused.")
  private List<Path> files;

  @Option(
      names = "--component",
      paramLabel = "K",
      defaultValue = "0",
      description = "Principal component, counted from 0 (default: ${DEFAULT-VALUE}).")
  private int component;

  @Option(
      names = {"--uncentered", "--uncentred"},
      description =
          "Do not take the mean of every channel off. The leading component is then near the mean of"
              + " the cells, on many layers the background: do not call its map attention.")
  private boolean uncentered;

  @Option(
      names = "--fuse",
      paramLabel = "HOW",
      defaultValue = "mean",
      description = {
        "How the maps of several layers become one (default: ${DEFAULT-VALUE}): mean, as the"
            + " reference implementations; max; sigma, the mean weighted by the layers' singular"
            + " values; product, what all layers share."
      })
  private Fusion fuse = Fusion.MEAN;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      converter = PictureSizeConverter.class,
      description =
          "Size of the map in pixels, enlarged bilinearly; default: a pixel per cell (of the first"
              + " layer).")
  private @Nullable PictureSize size;

  @Option(
      names = "--sign",
      paramLabel = "RULE",
      description = {
        "Which sign is attention: channel-sum (default), extremum, boxes with --box-mask, or mean:"
            + " the cells' mean is positive (default with --uncentered)."
      })
  private @Nullable String sign;

  @Option(
      names = "--box-mask",
      paramLabel = "FILE",
      description =
          "NumPy file (h, w): confidence of the detections around each cell, else 0; for one layer.")
  private @Nullable Path boxMask;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the map, float32 (height, width), 0..1.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    QuietLogging.apply();
    ReferenceEigenCam eigenCam = new ReferenceEigenCam(checkedComponent(), signRule(), !uncentered);
    List<ActivationReport> layers = new ArrayList<>();
    for (Path file : files) {
      Activation activation = ActivationFile.read(file);
      float[] mask = boxMask == null ? null : ActivationFile.readMask(boxMask, activation);
      layers.add(
          new ActivationReport(file, activation, component, eigenCam.explain(activation, mask)));
    }
    PictureSize target = target(layers.get(0).activation());
    boolean hasMap = layers.stream().noneMatch(ExplainActivationCommand::isInvalid);
    if (out != null && hasMap) {
      float[] map =
          ReferenceExplanation.fuse(
              layers.stream().map(ActivationReport::explanation).toList(), target, fuse);
      NpyFile.write(out, map, target.height(), target.width());
    }
    PrintWriter terminal = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(terminal, json(layers, target, hasMap));
    } else {
      layers.forEach(layer -> layer.print(terminal));
      if (out != null && hasMap) {
        terminal.printf("map: %s, %s pixels%n", out, target);
      }
      terminal.flush();
    }
    return 0;
  }

  private Map<String, Object> json(
      List<ActivationReport> layers, PictureSize target, boolean hasMap) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("centred", !uncentered);
    if (layers.size() == 1) {
      report.putAll(layers.get(0).json());
    } else {
      report.put("status", hasMap ? fusedStatus(layers) : ReferenceStatus.INVALID_ACTIVATION);
      report.put("component", component);
      report.put("fusion", fuse);
      report.put("layers", layers.stream().map(ActivationReport::json).toList());
    }
    report.putIfAbsent("signRule", signRule());
    report.put("target", Map.of("width", target.width(), "height", target.height()));
    if (out != null && hasMap) {
      report.put("out", out.toString());
    }
    return report;
  }

  /** OK as soon as one layer has something to show. */
  private static ReferenceStatus fusedStatus(List<ActivationReport> layers) {
    List<ReferenceStatus> all = layers.stream().map(l -> l.explanation().status()).toList();
    return all.contains(ReferenceStatus.OK) ? ReferenceStatus.OK : all.get(0);
  }

  private static boolean isInvalid(ActivationReport layer) {
    return layer.explanation().status() == ReferenceStatus.INVALID_ACTIVATION;
  }

  private PictureSize target(Activation first) {
    PictureSize target = size == null ? new PictureSize(first.columns(), first.rows()) : size;
    if (target.pixels() > MOST_PIXELS) {
      throw new ParameterException(
          spec.commandLine(), "--size: at most 64 megapixels, not " + target);
    }
    return target;
  }

  private int checkedComponent() {
    if (component < 0) {
      throw new ParameterException(
          spec.commandLine(), "--component is counted from 0, not " + component);
    }
    return component;
  }

  private SignRule signRule() {
    String name = sign == null ? (uncentered ? "mean" : "channel-sum") : sign;
    SignRule rule =
        switch (name) {
          case "channel-sum" -> SignRule.CHANNEL_SUM;
          case "extremum" -> SignRule.EXTREMUM;
          case "boxes" -> SignRule.BOXES;
          case "mean" -> SignRule.MEAN;
          default ->
              throw new ParameterException(
                  spec.commandLine(),
                  "--sign: '%s' is none of channel-sum, extremum, boxes, mean".formatted(name));
        };
    if (rule == SignRule.BOXES && boxMask == null) {
      throw new ParameterException(spec.commandLine(), "--sign boxes needs --box-mask");
    }
    if (rule == SignRule.MEAN && !uncentered) {
      throw new ParameterException(
          spec.commandLine(), "--sign mean needs --uncentered: a centred component has the mean 0");
    }
    if (boxMask != null && files.size() > 1) {
      throw new ParameterException(spec.commandLine(), "--box-mask goes with one FILE");
    }
    return rule;
  }
}
