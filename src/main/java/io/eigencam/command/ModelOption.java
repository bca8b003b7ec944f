package io.eigencam.command;

import io.eigencam.frame.Precision;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.TensorFlowDetector;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.StockModel;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --model} and {@code --cache}, for every command that runs a model. */
final class ModelOption {
  /** Set by the launcher: the folder in which the program is installed. */
  private static final String HOME = "eigencam.home";

  static final String CACHE =
      "Where derived models are kept (default: .eigencam/models in your home).";

  private static final Path SHIPPED_MODEL = Path.of("demo-model", "saved_model");

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "Folder of a SavedModel as 'yolo export format=saved_model' writes it"
              + " (default: the blood smear model that comes with the program).")
  private @Nullable Path model;

  @Option(names = "--cache", paramLabel = "DIR", description = CACHE)
  private @Nullable Path cache;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description =
          "fp32, or bf16: faster on processors with instructions for it, maps and scores change"
              + " slightly (default: fp32).")
  private @Nullable Precision precision;

  /** What the network is to compute with. */
  Precision precision() {
    return precision == null ? Precision.FP32 : precision;
  }

  /** The folder of the model. */
  Path model() {
    return model != null ? model : Path.of(System.getProperty(HOME, "")).resolve(SHIPPED_MODEL);
  }

  /** The folder of derived models; it may not exist yet. */
  Path cache() {
    return cacheFolder(cache);
  }

  /** The folder given, or the default one. */
  static Path cacheFolder(@Nullable Path cache) {
    return cache != null ? cache : Path.of(System.getProperty("user.home"), ".eigencam", "models");
  }

  /**
   * Hands what was typed to the application that is about to be started; it has its own default.
   */
  void applyTyped() {
    ServiceSettings.flag("eigencam.model.folder", model);
    ServiceSettings.flag("eigencam.model.cache", cache);
    ServiceSettings.flag("eigencam.model.precision", precision == null ? null : precision.label());
  }

  /** Loads the model. */
  TensorFlowDetector open(DetectorSettings settings) throws ModelRejected, IOException {
    return open(read(), settings);
  }

  /** Loads the model that {@link #read} gave. */
  TensorFlowDetector open(StockModel stock, DetectorSettings settings)
      throws ModelRejected, IOException {
    return TensorFlowDetector.open(stock, cache(), settings.withPrecision(precision()));
  }

  /** Reads the model, for those who load it in more than one form. */
  StockModel read() throws ModelRejected {
    return StockModel.open(model());
  }
}
