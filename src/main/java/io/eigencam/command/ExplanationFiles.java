package io.eigencam.command;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.MapKind;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where the explanation of one picture is written: {@code NAME-explained.png}, {@code
 * NAME-explained.json}, {@code NAME-LAYER.npy}, and for maps that are not Eigen-CAM's first
 * component {@code NAME-LAYER-WHAT.npy}.
 */
record ExplanationFiles(Path folder, String name) {

  /** Stands for a layer in the name of the map of all of them. */
  static final String FUSED = "fused";

  Path sheet() {
    return folder.resolve(name + "-explained.png");
  }

  Path json() {
    return folder.resolve(name + "-explained.json");
  }

  /** The values of a layer's own map. A layer may be named after a tensor, with slashes. */
  Path map(String layer) {
    return folder.resolve(name + "-" + plain(layer) + ".npy");
  }

  /** The values of a map beside a layer's own. */
  Path further(AttentionMap map) {
    StringBuilder what = new StringBuilder(map.layer());
    if (map.kind() != MapKind.EIGEN) {
      what.append('-').append(map.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    if (map.component() > 0) {
      what.append("-component").append(map.component());
    }
    if (map.className() != null) {
      what.append('-').append(map.className());
    }
    return folder.resolve(name + "-" + plain(what.toString()) + ".npy");
  }

  /** The sheet of one class. */
  Path classSheet(NamedClass named) {
    return folder.resolve(name + "-class-" + named.fileName() + ".png");
  }

  /** The values of a map of one class. */
  Path classMap(AttentionMap map, NamedClass named) {
    String kind = map.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return folder.resolve(
        name + "-" + plain(map.layer()) + "-" + kind + "-" + named.fileName() + ".npy");
  }

  /** The sheet of all detections one by one. */
  Path boxSheet() {
    return folder.resolve(name + "-boxes.png");
  }

  /** The values of the map of one detection, counted from 0. */
  Path boxMap(int detection, AttentionMap map) {
    return folder.resolve(name + "-box" + detection + "-" + plain(map.layer()) + ".npy");
  }

  /** The picture of a map, beside its values. */
  static Path overlay(Path map) {
    String values = String.valueOf(map.getFileName());
    return map.resolveSibling(values.substring(0, values.lastIndexOf('.')) + ".png");
  }

  private static String plain(String text) {
    return text.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  /** Hands out names, so that pictures of the same name from different folders do not collide. */
  static final class Names {
    private final Path folder;
    private final Set<String> taken = new HashSet<>();

    Names(Path folder) {
      this.folder = folder;
    }

    ExplanationFiles next(Path picture) {
      String file = String.valueOf(picture.getFileName());
      int dot = file.lastIndexOf('.');
      String stem = dot > 0 ? file.substring(0, dot) : file;
      String name = stem;
      // Lower case, since some file systems do not tell the two apart.
      for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
        name = stem + "-" + i;
      }
      return new ExplanationFiles(folder, name);
    }
  }
}
