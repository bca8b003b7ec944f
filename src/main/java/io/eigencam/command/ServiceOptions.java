package io.eigencam.command;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the commands that start the application. */
final class ServiceOptions {
  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--layers",
      paramLabel = "NAMES",
      description =
          "Layers to explain, separated by commas: p2 to p6, sppf or a tensor's name"
              + " (default: p3,p4,p5).")
  private @Nullable String layers;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Frames that are worked on at a time (default: 2).")
  private @Nullable Integer threads;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "Properties file with settings, for example eigencam.model.confidence=0.4.",
        "Flags and the environment (EIGENCAM_MODEL_CONFIDENCE) count before it."
      })
  private @Nullable Path config;

  @Option(
      names = "--secrets",
      paramLabel = "DIR",
      defaultValue = "${env:EIGENCAM_SECRETS}",
      description = {
        "Folder of secrets, as Kubernetes mounts them: each file is named after a setting, for",
        "example eigencam.registry.password, and holds its value (or EIGENCAM_SECRETS)."
      })
  private @Nullable Path secrets;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Settles the settings; what this command line says counts first. */
  ServiceSettings apply() throws IOException {
    if (threads != null && threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "--threads must be at least 1, not " + threads + ".");
    }
    model.applyTyped();
    ServiceSettings.flag("eigencam.explain.layers", layers);
    ServiceSettings.flag("kafka-streams.num.stream.threads", threads);
    return ServiceSettings.apply(config, secrets);
  }
}
