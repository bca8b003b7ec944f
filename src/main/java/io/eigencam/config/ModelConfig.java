package io.eigencam.config;

import io.eigencam.frame.Precision;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Which model, and how its answer is read. The defaults of the last three are Ultralytics' own. */
public interface ModelConfig {

  /**
   * Folder of the SavedModel, with {@code saved_model.pb} and {@code metadata.yaml}. Default: the
   * model that comes with the program.
   */
  @WithDefault("${eigencam.home:.}/demo-model/saved_model")
  Path folder();

  /**
   * SHA-256 digests of the models that may be loaded, as {@code model inspect} and every result
   * tell them. Default: any model.
   */
  Optional<Set<String>> digests();

  /**
   * Where copies of models with their feature tensors exposed are kept. Default: {@code
   * .eigencam/models} in the user's home.
   */
  @WithDefault("${user.home}/.eigencam/models")
  Path cache();

  /**
   * What the network computes with: {@code fp32}, or {@code bf16}, which is faster on processors
   * that have instructions for it and changes scores and maps slightly. Default: fp32.
   */
  @WithDefault("fp32")
  Precision precision();

  /** A box must score strictly above this, 0..1. Default: 0.25. */
  @WithDefault("0.25")
  double confidence();

  /**
   * A box that overlaps a more confident one of its class by more than this is dropped, 0..1.
   * Default: 0.7.
   */
  @WithDefault("0.7")
  double iou();

  /** How many boxes of a frame are reported, the most confident first. Default: 300. */
  @WithDefault("300")
  int maxDetections();
}
