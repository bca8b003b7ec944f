package io.eigencam.camera;

import io.eigencam.camera.microscope.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * A source as people name it: a folder of pictures, a video file, a picture, or {@code
 * microscope:SEED}.
 */
public record SourceName(String text) {
  /** Rate of sources that have none of their own. */
  public static final double DEFAULT_FRAMES_PER_SECOND = 10;

  private static final String MICROSCOPE = "microscope:";

  public SourceName {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "Name a folder of pictures, a video file or microscope:SEED.");
    }
  }

  /** What the source is, for people: its file name. */
  public String shortName() {
    Path name = text.startsWith(MICROSCOPE) ? null : Path.of(text).getFileName();
    return name == null ? text : name.toString();
  }

  /**
   * Opens the source.
   *
   * @param framesPerSecond empty for the source's own rate, or {@link #DEFAULT_FRAMES_PER_SECOND}
   *     where it has none
   * @param remarks gets a line for whatever was left out
   * @throws IOException when there is no such source; the message says what to do
   */
  public FrameSource open(OptionalDouble framesPerSecond, Consumer<String> remarks)
      throws IOException {
    double rate = framesPerSecond.orElse(DEFAULT_FRAMES_PER_SECOND);
    if (text.startsWith(MICROSCOPE)) {
      return new MicroscopeSource(seed(), Look.ORDINARY, rate);
    }
    Path path = Path.of(text);
    if (Files.isDirectory(path)) {
      return PictureFolder.open(path, rate, remarks);
    }
    if (!Files.isRegularFile(path)) {
      throw new IOException(
          "There is no file or folder "
              + text
              + ": name a folder of pictures, a video file or microscope:SEED.");
    }
    if (!Files.isReadable(path)) {
      throw new IOException("May not read " + text + ".");
    }
    return PictureSignature.of(path).isPresent()
        ? PictureFolder.ofFile(path, rate, remarks)
        : VideoFile.open(path, framesPerSecond);
  }

  private long seed() throws IOException {
    String seed = text.substring(MICROSCOPE.length());
    try {
      return Long.parseLong(seed);
    } catch (NumberFormatException e) {
      throw new IOException(
          "A microscope's seed is a whole number (microscope:42), not '" + seed + "'.", e);
    }
  }
}
