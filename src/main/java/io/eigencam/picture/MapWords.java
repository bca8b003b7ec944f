package io.eigencam.picture;

import io.eigencam.frame.AttentionMap;
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

  /** The same beside a layer's own map, where Eigen-CAM goes without saying. */
  static String beside(AttentionMap map) {
    return map.kind() == MapKind.EIGEN ? "component " + map.component() : name(map);
  }
}
