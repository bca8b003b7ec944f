package io.eigencam.command;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that start the application. */
final class ServiceOptions {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "Folder of a SavedModel as 'yolo export format=saved_model' writes it"
              + " (default: the blood smear model that comes with the program).")
  private @Nullable Path model;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Where derived models are kept (default: .eigencam/models in your home).")
  private @Nullable Path cache;

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

  /** Settles the settings; what this command line says counts first. */
  ServiceSettings apply() throws IOException {
    ServiceSettings.flag("eigencam.model.folder", model);
    ServiceSettings.flag("eigencam.model.cache", cache);
    ServiceSettings.flag("eigencam.explain.layers", layers);
    ServiceSettings.flag("kafka-streams.num.stream.threads", threads);
    return ServiceSettings.apply(config);
  }
}
