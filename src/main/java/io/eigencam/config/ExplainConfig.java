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

  /** Principal component, counted from 0. Default: 0, the leading one. */
  @WithDefault("0")
  int component();
}
