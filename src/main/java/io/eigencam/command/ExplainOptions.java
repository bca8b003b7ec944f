package io.eigencam.command;

import io.eigencam.explain.ExplainSettings;
import io.eigencam.explain.Explainer;
import io.eigencam.infer.DetectorSettings;
import java.util.List;
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
  private List<String> layers = DetectorSettings.DEFAULT_LAYERS;

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
        "energy: how strongly the layer answers (L2 norm); no sign, no decomposition."
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
      return DetectorSettings.defaults().withLayers(layers);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--layers: " + e.getMessage(), e);
    }
  }

  Explainer explainer() {
    try {
      return method.explainer(ExplainSettings.DEFAULT.withComponents(component, components));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }
}
