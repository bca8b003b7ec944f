package io.eigencam.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One level of the detection head.
 *
 * @param feature what the box and class branches of this level read: "p3" is stride 8, "p4" 16, ...
 * @param classLogits the class branch's answer before the sigmoid, NHWC [batch, rows, columns,
 *     classes], "node:0"; null where the head has no such map or it could not be told apart
 */
public record FeatureLevel(FeatureTensor feature, @Nullable String classLogits) {
  public FeatureLevel {
    Objects.requireNonNull(feature, "feature");
  }

  public String name() {
    return feature.name();
  }

  public int stride() {
    return feature.stride();
  }

  public String tensor() {
    return feature.tensor();
  }

  public int rows() {
    return feature.rows();
  }

  public int columns() {
    return feature.columns();
  }

  public int channels() {
    return feature.channels();
  }
}
