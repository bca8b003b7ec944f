package io.eigencam.config;

import io.smallrye.config.WithDefault;
import java.util.List;

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
   * activation's energy beside, for viewers to show instead. Default: yes.
   */
  @WithDefault("true")
  boolean fallback();
}
