package io.eigencam.camera;

import io.eigencam.frame.PictureFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JPEG and PNG files of a folder in natural order of their names, byte for byte as they are,
 * but turned upright where their Exif data say so. What a file is, its first bytes say. Subfolders
 * are not entered.
 */
public final class PictureFolder implements FrameSource {
  private static final int NAMED_AT_MOST = 3;

  private final List<Path> pictures;
  private final double framesPerSecond;
  private final Consumer<String> remarks;
  private int next;

  private PictureFolder(List<Path> pictures, double framesPerSecond, Consumer<String> remarks) {
    this.pictures = List.copyOf(pictures);
    this.framesPerSecond = framesPerSecond;
    this.remarks = remarks;
  }

  /**
   * Looks through a folder; the pictures are read later, one at a time.
   *
   * @param framesPerSecond how fast the pictures follow each other in the source's time
   * @param remarks gets a line when files are left out or cannot be turned upright
   * @throws IOException when there is no such folder or no picture in it
   */
  public static PictureFolder open(Path folder, double framesPerSecond, Consumer<String> remarks)
      throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files =
          entries.sorted(Comparator.comparing(PictureFolder::name, new NaturalOrder())).toList();
    }
    List<Path> pictures = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Path file : files) {
      if (Files.isRegularFile(file) && PictureSignature.of(file).isPresent()) {
        pictures.add(file);
      } else {
        others.add(name(file));
      }
    }
    if (pictures.isEmpty()) {
      throw new IOException(
          "No pictures in "
              + folder
              + ": JPEG and PNG files are published, found "
              + others.size()
              + " other entries.");
    }
    if (!others.isEmpty()) {
      String more = others.size() > NAMED_AT_MOST ? ", ..." : "";
      remarks.accept(
          "Left out "
              + others.size()
              + " of "
              + files.size()
              + " entries that are not JPEG or PNG: "
              + String.join(", ", others.subList(0, Math.min(NAMED_AT_MOST, others.size())))
              + more);
    }
    return new PictureFolder(pictures, framesPerSecond, remarks);
  }

  /** A source of a single picture. */
  static PictureFolder ofFile(Path picture, double framesPerSecond, Consumer<String> remarks) {
    return new PictureFolder(List.of(picture), framesPerSecond, remarks);
  }

  @Override
  public @Nullable SourcePicture next() throws IOException {
    if (next == pictures.size()) {
      return null;
    }
    Path file = pictures.get(next);
    byte[] bytes = Files.readAllBytes(file);
    PictureFormat format =
        PictureSignature.of(bytes)
            .orElseThrow(() -> new IOException(file + " is not a picture any more."));
    Duration position = Positions.of(next, framesPerSecond);
    next++;
    return new SourcePicture(position, format, upright(file, bytes, format));
  }

  /** What cannot be decoded is left to the receiver, who has a place for such pictures. */
  private byte[] upright(Path file, byte[] bytes, PictureFormat format) {
    try {
      return UprightFile.of(bytes, format);
    } catch (IOException e) {
      remarks.accept(file + " cannot be turned upright, it goes as it is: " + e.getMessage());
      return bytes;
    }
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.of(pictures.size());
  }

  @Override
  public void close() {
    // Files are opened one at a time.
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
