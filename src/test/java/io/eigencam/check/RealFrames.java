package io.eigencam.check;

import io.eigencam.camera.EveryNthPicture;
import io.eigencam.camera.FrameSource;
import io.eigencam.camera.MicroscopeSource;
import io.eigencam.camera.SourcePicture;
import io.eigencam.camera.microscope.Look;
import io.eigencam.decode.PictureDecoder;
import io.eigencam.infer.Pictures;
import io.eigencam.shared.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Frames of real cameras (and of the built-in microscope) for measured claims. */
final class RealFrames {
  /** Steps in which a stream is looked at: consecutive frames say the same. */
  private static final int STREAM_STEP = 25;

  private static final List<Video> VIDEOS =
      List.of(
          new Video("car-detection", 377),
          new Video("bottle-detection", 1189),
          new Video("one-by-one-person-detection", 1394));

  private final List<CheckPicture> frames = new ArrayList<>();
  private final int longestSide;

  private record Video(String title, int pictures) {}

  private RealFrames(int longestSide) {
    this.longestSide = longestSide;
  }

  /** Evenly spread over the videos, at least so many in all. */
  static List<CheckPicture> ofVideos(int count, int longestSide) throws Exception {
    RealFrames all = new RealFrames(longestSide);
    int each = (count + VIDEOS.size() - 1) / VIDEOS.size();
    for (Video video : VIDEOS) {
      int step = Math.max(1, video.pictures / each);
      try (FrameSource source = new EveryNthPicture(video.title, step)) {
        all.take(video.title, source, 1, 0, each);
      }
    }
    return all.frames;
  }

  /** The demo's own stream. */
  static List<CheckPicture> ofStream(int count, int longestSide) throws Exception {
    RealFrames all = new RealFrames(longestSide);
    try (FrameSource stream = new MicroscopeSource(42, Look.ORDINARY, 25)) {
      all.take("stream", stream, STREAM_STEP, STREAM_STEP / 2, count);
    }
    return all.frames;
  }

  /** Photographs of BCCD's test part, which no model was trained on. */
  static List<CheckPicture> ofBccd(int count, int longestSide) throws Exception {
    RealFrames all = new RealFrames(longestSide);
    Path bccd = SharedData.path("data/bccd");
    List<String> test = Files.readAllLines(bccd.resolve("ImageSets/Main/test.txt"));
    for (int i = 0; i < Math.min(count, test.size()); i++) {
      Path file = bccd.resolve("JPEGImages/" + test.get(i).strip() + ".jpg");
      all.frames.add(all.decoded("bccd", Files.readAllBytes(file)));
    }
    return all.frames;
  }

  /** Slides of the microscope under other lamps and stains. */
  private static List<CheckPicture> ofSlides(int count, int longestSide) throws Exception {
    RealFrames all = new RealFrames(longestSide);
    for (int slide = 0; slide < count; slide++) {
      double turn = slide * 0.618 % 1;
      double other = slide * 0.414 % 1;
      Look look =
          new Look(
              0.75 + 0.5 * turn,
              0.8 + 0.4 * other,
              0.9 + 0.3 * turn,
              0.95 + 0.1 * other,
              2 * turn - 1,
              0.8 + 0.6 * other);
      try (FrameSource source = new MicroscopeSource(slide, look, 25)) {
        all.take("slides", source, 1, 0, 1);
      }
    }
    return all.frames;
  }

  /** The stream, slides and photographs, a third each. */
  static List<CheckPicture> ofSmears(int count, int longestSide) throws Exception {
    int each = (count + 2) / 3;
    List<CheckPicture> all = new ArrayList<>(ofStream(each, longestSide));
    all.addAll(ofSlides(each, longestSide));
    all.addAll(ofBccd(each, longestSide));
    return all;
  }

  /** Names are groups: what a table has a row for. */
  private void take(String group, FrameSource source, int step, int first, int count)
      throws Exception {
    int taken = 0;
    for (int index = 0; taken < count; index++) {
      SourcePicture picture = source.next();
      if (picture == null) {
        return;
      }
      if (index >= first && (index - first) % step == 0) {
        frames.add(decoded(group, Objects.requireNonNull(picture).bytes()));
        taken++;
      }
    }
  }

  private CheckPicture decoded(String group, byte[] bytes) throws Exception {
    return CheckPicture.of(group, new PictureDecoder().decode(Pictures.frame(bytes)), longestSide);
  }
}
