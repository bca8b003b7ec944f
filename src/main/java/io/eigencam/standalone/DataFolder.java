package io.eigencam.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a standalone program keeps its topics and schemas: one program at a time, and
 * readable by its owner only, since camera frames are personal data.
 */
public final class DataFolder implements AutoCloseable {
  private static final String OTHER_TEMPORARY =
      "name a place for them with EIGENCAM_JAVA_OPTS=-Djava.io.tmpdir=DIR";

  private final Path path;
  private final boolean temporary;
  private final FileChannel lockFile;

  private DataFolder(Path path, boolean temporary, FileChannel lockFile) {
    this.path = path;
    this.temporary = temporary;
    this.lockFile = lockFile;
  }

  /**
   * Opens a folder that outlives the program, and makes it when it is missing.
   *
   * @throws StandaloneException if another program uses it or it cannot be written
   */
  public static DataFolder open(Path path) {
    return open(path.toAbsolutePath().normalize(), false);
  }

  /** Makes a folder that is deleted on close. */
  public static DataFolder temporary() {
    try {
      return open(Files.createTempDirectory("eigencam-"), true);
    } catch (IOException e) {
      throw new StandaloneException(
          "cannot make a temporary folder (%s); %s".formatted(e, OTHER_TEMPORARY), e);
    }
  }

  private static DataFolder open(Path path, boolean temporary) {
    try {
      boolean ours = Files.notExists(path);
      Files.createDirectories(path);
      if (ours || temporary) {
        ownerOnly(path); // what somebody else made keeps its permissions
      }
      FileChannel file =
          FileChannel.open(
              path.resolve("in-use.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(file) == null) {
        file.close();
        throw new StandaloneException(
            "another eigencam is using %s; stop it, or name another folder with --data"
                .formatted(path));
      }
      return new DataFolder(path, temporary, file);
    } catch (IOException e) {
      throw new StandaloneException(
          "cannot use %s as data folder (%s); %s"
              .formatted(
                  path,
                  e,
                  temporary
                      ? OTHER_TEMPORARY
                      : "name another with --data, or keep nothing with --ephemeral"),
          e);
    }
  }

  /** Null when the lock is held by another program, or by another part of this one. */
  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static void ownerOnly(Path path) throws IOException {
    if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }
  }

  public Path path() {
    return path;
  }

  /** A folder below it, made when missing. */
  public Path folder(String name) {
    try {
      Path folder = Files.createDirectories(path.resolve(name));
      ownerOnly(folder);
      return folder;
    } catch (IOException e) {
      throw new StandaloneException("cannot make %s in %s: %s".formatted(name, path, e), e);
    }
  }

  /** Lets others use the folder; a temporary one is deleted. */
  @Override
  public void close() {
    try {
      lockFile.close();
      if (temporary) {
        delete();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + path, e);
    }
  }

  private void delete() throws IOException {
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // the broker's last cleaning was faster
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
