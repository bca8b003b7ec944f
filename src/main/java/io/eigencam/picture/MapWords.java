package io.eigencam.picture;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;

/** What a map shows, in a few words for people. */
public final class MapWords {
  private MapWords() {}

  /** The kind of a map; component and class where they say something. */
  public static String name(AttentionMap map) {
    String name =
        switch (map.kind()) {
          case EIGEN -> "Eigen-CAM";
          case EIGEN_UNCENTERED -> "uncentred";
          case ENERGY -> "activation energy";
          case SCORE -> "score map";
          case SCORE_WEIGHTED -> "score-weighted features";
          case MEAN_DIFFERENCE -> "mean difference";
          case CLASS_ACTIVATION -> "class activation";
          case EIGEN_GRADIENT -> "EigenGradCAM";
        };
    String component = map.component() == 0 ? "" : " component " + map.component();
    String of = map.className() == null ? "" : " of " + map.className();
    return name + component + of;
  }

  /** What the share of a component is a share of. */
  public static String whole(LayerAttention layer) {
    return layer.map().kind() == MapKind.EIGEN_UNCENTERED ? "the energy" : "the variance";
  }

  /** The same beside a layer's own map, where Eigen-CAM goes without saying. */
  static String beside(AttentionMap map) {
    return map.kind() == MapKind.EIGEN ? "component " + map.component() : name(map);
  }

  /** How a map was made, and of which class, to begin a line with. */
  public static String method(AttentionMap map) {
    String of = map.className() == null ? "" : " of " + map.className();
    return switch (map.kind()) {
          case EIGEN -> "Eigen-CAM";
          case EIGEN_UNCENTERED -> "Uncentred Eigen-CAM";
          case ENERGY -> "Activation energy";
          case SCORE -> "Scores";
          case SCORE_WEIGHTED -> "Score-weighted features";
          case MEAN_DIFFERENCE -> "Mean difference of features";
          case CLASS_ACTIVATION -> "Class activation map";
          case EIGEN_GRADIENT -> "EigenGradCAM";
        }
        + of;
  }
}
