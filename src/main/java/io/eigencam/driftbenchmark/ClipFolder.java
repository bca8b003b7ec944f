package io.eigencam.driftbenchmark;

import io.eigencam.camera.FrameSource;
import io.eigencam.camera.SourceName;
import io.eigencam.camera.SourcePicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A folder of recordings: a video file each, or a folder of pictures. */
public final class ClipFolder {
  private static final Set<String> VIDEOS =
      Set.of("mp4", "m4v", "mkv", "webm", "avi", "mov", "mpg", "mpeg", "ts");

  private final Path folder;
  private final List<Path> recordings;

  private ClipFolder(Path folder, List<Path> recordings) {
    this.folder = folder;
    this.recordings = List.copyOf(recordings);
  }

  /**
   * Looks through a folder.
   *
   * @throws IOException if there is no such folder or nothing to be read in it
   */
  public static ClipFolder open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("There is no folder " + folder + ".");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> recordings = entries.filter(ClipFolder::isRecording).sorted().toList();
      if (recordings.isEmpty()) {
        throw new IOException(
            "No videos in "
                + folder
                + ": put one video file per fixed camera there (mp4, mkv, avi, mov, webm), or one"
                + " folder of pictures.");
      }
      return new ClipFolder(folder, recordings);
    }
  }

  private static boolean isRecording(Path entry) {
    String name = entry.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && (Files.isDirectory(entry) || VIDEOS.contains(ending));
  }

  private static String name(Path recording) {
    String name = recording.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 && !Files.isDirectory(recording) ? name.substring(0, dot) : name;
  }

  /** What is there, without endings. */
  public List<String> names() {
    return recordings.stream().map(ClipFolder::name).toList();
  }

  /**
   * Reads recordings.
   *
   * @param wanted their names; empty for all
   * @param most frames of each
   * @param remarks gets a line for whatever was left out
   * @throws IOException if one is not there or cannot be read; the message says which
   */
  public List<Clip> read(
      List<String> wanted, double framesPerSecond, int most, Consumer<String> remarks)
      throws IOException {
    for (String name : wanted) {
      if (!names().contains(name)) {
        throw new IOException(
            "No video %s in %s: there are %s.".formatted(name, folder, String.join(", ", names())));
      }
    }
    List<Clip> clips = new ArrayList<>();
    for (Path recording : recordings) {
      if (wanted.isEmpty() || wanted.contains(name(recording))) {
        clips.add(read(recording, framesPerSecond, most, remarks));
      }
    }
    return clips;
  }

  private static Clip read(
      Path recording, double framesPerSecond, int most, Consumer<String> remarks)
      throws IOException {
    List<SourcePicture> pictures = new ArrayList<>();
    SourceName source = new SourceName(recording.toString());
    try (FrameSource frames = source.open(OptionalDouble.of(framesPerSecond), remarks)) {
      SourcePicture next = frames.next();
      while (next != null && pictures.size() < most) {
        pictures.add(next);
        next = frames.next();
      }
    }
    return new Clip(name(recording), pictures, framesPerSecond);
  }
}
