package io.eigencam.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Derived models on disk, one folder per stock model and form. Several processes may use one cache:
 * the first builds, the others wait. An entry is built beside its place and moved there when it is
 * complete, so a process that is killed leaves nothing half-written under a final name. Every entry
 * holds a digest of its files; one that does not match is built anew.
 */
public final class ModelCache {
  private static final String DIGEST = "digest.sha256";

  /** A file lock belongs to the whole process: threads need one of their own. */
  private static final ReentrantLock THREADS = new ReentrantLock();

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
    THREADS.lock();
    try {
      Files.createDirectories(folder);
      Path lockFile = folder.resolve(entry.getFileName() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Objects.requireNonNull(lock);
        if (!intact(entry)) {
          rebuild(entry, builder);
        }
      }
      return entry;
    } catch (IOException e) {
      throw new IOException(
          ("the model cache %s cannot be used (%s); make it writable or name another folder with"
                  + " --cache")
              .formatted(folder, e),
          e);
    } finally {
      THREADS.unlock();
    }
  }

  private static boolean intact(Path entry) throws IOException {
    Path digest = entry.resolve(DIGEST);
    return Files.isRegularFile(digest)
        && Files.readString(digest).strip().equals(FileDigest.of(entry));
  }

  private void rebuild(Path entry, Builder builder) throws ModelRejected, IOException {
    String prefix = entry.getFileName() + ".tmp-";
    for (Path left : leftBehind(prefix)) {
      delete(left);
    }
    Path building = Files.createDirectory(folder.resolve(prefix + UUID.randomUUID()));
    try {
      builder.build(building);
      Files.writeString(building.resolve(DIGEST), FileDigest.of(building) + "\n");
      if (Files.exists(entry)) {
        Path damaged = folder.resolve(prefix + UUID.randomUUID());
        Files.move(entry, damaged, StandardCopyOption.ATOMIC_MOVE);
        delete(damaged);
      }
      Files.move(building, entry, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(building);
    }
  }

  /** What a killed process was building; nobody else does, we hold the lock. */
  private List<Path> leftBehind(String prefix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> String.valueOf(path.getFileName()).startsWith(prefix)).toList();
    }
  }

  /** A folder and everything in it; nothing if there is none. */
  public static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> below = Files.walk(path)) {
      all = below.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.delete(one);
    }
  }
}
