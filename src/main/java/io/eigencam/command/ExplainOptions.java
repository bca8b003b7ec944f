package io.eigencam.command;

import io.eigencam.explain.ExplainSettings;
import io.eigencam.explain.Explainer;
import io.eigencam.frame.Precision;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.ScoreGradients;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.StockModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of {@code explain} that decide which maps are computed. */
final class ExplainOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--layers",
      paramLabel = "LAYER",
      split = ",",
      description =
          "Layers to explain, by commas; 'model inspect' lists them, and any tensor with a picture's"
              + " grid can be named (default: p3,p4,p5).")
  private @Nullable List<String> layers;

  @Option(
      names = "--method",
      paramLabel = "KIND",
      defaultValue = "eigen",
      converter = ExplainMethod.Converter.class,
      description = {
        "What the maps show (default: ${DEFAULT-VALUE}):",
        "eigen: Eigen-CAM, a principal component of the layer's activation;",
        "eigen-uncentered: a singular vector of the activation as it is; near its mean, on many"
            + " layers the background: not attention;",
        "energy: how strongly the layer answers (L2 norm); no sign, no decomposition;",
        "eigen-gradient: EigenGradCAM, a component of activation times gradient of the detections'"
            + " scores (of the best score where nothing is found), or with --class of that class's."
      })
  private ExplainMethod method = ExplainMethod.EIGEN;

  @Option(
      names = "--component",
      paramLabel = "K",
      defaultValue = "0",
      description = "Principal component, counted from 0 (default: ${DEFAULT-VALUE}).")
  private int component;

  @Option(
      names = "--components",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many components, from --component on, all on the scale of the first"
              + " (default: ${DEFAULT-VALUE}).")
  private int components;

  DetectorSettings detectorSettings() {
    try {
      DetectorSettings defaults = DetectorSettings.defaults();
      DetectorSettings settings = layers == null ? defaults : defaults.withLayers(layers);
      return method.needsGradients() ? settings.withClassScores() : settings;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--layers: " + e.getMessage(), e);
    }
  }

  /**
   * The detector leaves out layers that a model lacks; who names one wants to know.
   *
   * @param asked of the settings
   * @param found of the model
   * @throws ParameterException if one was named that the model does not have
   */
  void requireLayers(List<String> asked, List<String> found) {
    for (String layer : asked) {
      if (layers != null && !found.contains(layer)) {
        throw wrong(
            "--layers: the model has no layer '%s'; 'eigencam model inspect' lists its layers"
                .formatted(layer));
      }
    }
  }

  /**
   * Options that mean nothing together must not be ignored.
   *
   * @throws ParameterException if there are such
   */
  void requireConsistent(Precision precision, FuseOption fuse) {
    if (method.needsGradients() && precision == Precision.BF16) {
      throw wrong("--method eigen-gradient computes in fp32 only; leave out --precision bf16");
    }
    if (method == ExplainMethod.ENERGY && (component != 0 || components != 1)) {
      throw wrong(
          "--method energy has no principal components; leave out --component and --components");
    }
    if (method == ExplainMethod.ENERGY && fuse == FuseOption.SIGMA) {
      throw wrong(
          "--fuse sigma weights layers by their singular values, which --method energy does not"
              + " have; fuse by mean, max or product");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** The model with gradients; null where the method needs none. */
  @Nullable ScoreGradients openGradients(StockModel stock, Path cache, DetectorSettings settings)
      throws ModelRejected, IOException {
    return method.needsGradients() ? ScoreGradients.open(stock, cache, settings) : null;
  }

  GradientExplainer byGradients(ScoreGradients gradients) {
    return new GradientExplainer(gradients, settings());
  }

  Explainer explainer() {
    return method.explainer(settings());
  }

  private ExplainSettings settings() {
    try {
      return ExplainSettings.DEFAULT.withComponents(component, components);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }
}
