package io.eigencam.command;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where the explanation of one picture is written: {@code NAME-explained.png}, {@code
 * NAME-explained.json}, {@code NAME-LAYER.npy}.
 */
record ExplanationFiles(Path folder, String name) {

  Path sheet() {
    return folder.resolve(name + "-explained.png");
  }

  Path json() {
    return folder.resolve(name + "-explained.json");
  }

  /** A layer may be named after a tensor, with slashes and colons. */
  Path map(String layer) {
    return folder.resolve(name + "-" + layer.replaceAll("[^A-Za-z0-9._-]", "_") + ".npy");
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
