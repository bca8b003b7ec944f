package io.eigencam.shared;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reference data that is not part of the repository: models, videos and golden files in a folder
 * {@code shared} beside the checkout. Tests that need it carry {@link NeedsShared}.
 */
public final class SharedData {
  private SharedData() {}

  /** The folder; it may not exist. */
  public static Path folder() {
    return Path.of("..", "shared").toAbsolutePath().normalize();
  }

  /** A file or folder below it, for example {@code path("golden/cam")}. */
  public static Path path(String below) {
    return folder().resolve(below);
  }

  static boolean present(String below) {
    return Files.exists(path(below));
  }
}
