package io.eigencam.command;

import io.eigencam.frame.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pictures of a folder that a benchmark works on. */
final class BenchmarkPictures {
  private static final Pattern PICTURE = Pattern.compile(".*\\.(jpe?g|png)");

  private BenchmarkPictures() {}

  /**
   * At most so many pictures, spread evenly over the names in their order.
   *
   * @throws IOException if the folder cannot be read or has no picture
   */
  static List<Frame> read(Path folder, int most) throws IOException {
    List<Path> files = files(folder);
    if (files.isEmpty()) {
      throw new IOException(folder + " has no pictures (.jpg, .jpeg, .png)");
    }
    int count = Math.min(most, files.size());
    List<Frame> frames = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      frames.add(PictureFile.read(files.get((int) ((long) i * files.size() / count))));
    }
    return frames;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(
              file ->
                  PICTURE.matcher(file.getFileName().toString().toLowerCase(Locale.ROOT)).matches())
          .sorted()
          .toList();
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new IOException("--pictures: no such folder: " + folder, e);
    }
  }
}
