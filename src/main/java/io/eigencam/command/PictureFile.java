package io.eigencam.command;

import io.eigencam.frame.CaptureTimeSource;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/** A picture on disk as a frame: its capture time is the file's date. */
final class PictureFile {
  private PictureFile() {}

  /**
   * @throws IOException with a message for people if the file cannot be read
   */
  static Frame read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("is a folder, not a picture");
    }
    try {
      Instant modified = Files.getLastModifiedTime(file).toInstant();
      String name = String.valueOf(file.getFileName());
      return new Frame(
          new FrameReference(
              "file", 0, name, modified, CaptureTimeSource.RECORD_TIMESTAMP, modified, null),
          Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new IOException("no such file", e);
    } catch (IOException e) {
      throw new IOException("cannot be read: " + e.getMessage(), e);
    }
  }
}
