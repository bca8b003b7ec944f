package io.eigencam.command;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --out}, for every command that writes several files. */
final class OutputFolder {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Folder to write into; is made if missing (default: the current folder).")
  private Path folder = Path.of(".");

  /**
   * Makes the folder if it is missing. To be called before the work, not after it.
   *
   * @throws IOException if it cannot be made or written to
   */
  Path ready() throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileSystemException refused) {
      throw new IOException("--out: the folder " + folder + " cannot be made", refused);
    }
    if (!Files.isWritable(folder)) {
      throw new IOException("--out: the folder " + folder + " may not be written to");
    }
    return folder;
  }
}
