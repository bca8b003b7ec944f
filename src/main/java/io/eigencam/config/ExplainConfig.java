package io.eigencam.config;

import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Which attention is computed. */
public interface ExplainConfig {

  /**
   * Layers to explain: {@code p2} to {@code p6} and {@code sppf}, of which those that the model
   * does not have are left out, or a tensor's name. Default: {@code p3,p4,p5}.
   */
  @WithDefault("p3,p4,p5")
  List<String> layers();

  /** First principal component to publish, counted from 0. Default: 0, the leading one. */
  @WithDefault("0")
  int component();

  /** How many components to publish of every layer, from that one on. Default: 1. */
  @WithDefault("1")
  int components();

  /**
   * Whether a layer whose map is flagged SIGN_UNSURE or UNSTABLE_COMPONENT gets a map of its
   * activation's energy beside, for viewers to show instead. Default: no, since a reader that does
   * not look at a map's kind expects one map per layer.
   */
  @WithDefault("false")
  boolean fallback();

  /** One of how many frames of a camera is explained. Default: 1, every frame. */
  @WithDefault("1")
  int every();

  /**
   * Whether fewer are explained as frames grow old before their turn: half as many for each quarter
   * of {@code eigencam.ingest.max-age}. Default: no.
   */
  @WithDefault("false")
  boolean adaptive();

  /** What is different for single cameras, by their ids. Default: nothing. */
  Map<String, CameraExplain> cameras();

  /** One camera's own settings. */
  interface CameraExplain {
    /** Default: as for all. */
    OptionalInt every();

    /** Default: as for all. */
    Optional<Boolean> adaptive();
  }
}
