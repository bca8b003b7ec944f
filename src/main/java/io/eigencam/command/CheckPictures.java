package io.eigencam.command;

import io.eigencam.camera.FrameSource;
import io.eigencam.camera.SourceName;
import io.eigencam.camera.SourcePicture;
import io.eigencam.check.CheckPicture;
import io.eigencam.decode.PictureDecoder;
import io.eigencam.frame.CaptureTimeSource;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.FrameRejected;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** A number of pictures spread evenly over folders, files and videos. */
final class CheckPictures {
  /** Every that many pictures of a source without an end, or whose length is not known. */
  private static final long STEP = 25;

  private static final FrameReference NOWHERE =
      new FrameReference(
          "file", 0, "", Instant.EPOCH, CaptureTimeSource.RECORD_TIMESTAMP, Instant.EPOCH, null);

  /** A source and how many pictures are taken from it. */
  private record Share(SourceName source, long length, long wanted) {}

  private final PictureDecoder decoder = new PictureDecoder();
  private final Consumer<String> remarks;

  /**
   * @param remarks gets a line for every picture that is left out
   */
  CheckPictures(Consumer<String> remarks) {
    this.remarks = remarks;
  }

  /**
   * Reads the pictures.
   *
   * @param sources folders, files, videos or microscope:SEED
   * @param count how many pictures; fewer if there are not as many
   * @param longestSide what is much larger is halved
   * @throws IOException if a source cannot be read, or none of its pictures can be used
   */
  List<CheckPicture> read(List<String> sources, int count, int longestSide) throws IOException {
    List<CheckPicture> pictures = new ArrayList<>();
    for (Share share : shares(sources, count)) {
      read(share, longestSide, pictures);
    }
    if (pictures.isEmpty()) {
      throw new IOException("none of the pictures can be used");
    }
    return pictures;
  }

  /** The same number from every source, as far as it has so many. */
  private List<Share> shares(List<String> sources, int count) throws IOException {
    List<Share> shares = new ArrayList<>();
    int used = Math.min(sources.size(), count);
    for (int i = 0; i < used; i++) {
      SourceName source = new SourceName(sources.get((int) ((long) i * sources.size() / used)));
      try (FrameSource opened = source.open(OptionalDouble.empty(), remarks)) {
        shares.add(new Share(source, opened.length().orElse(Long.MAX_VALUE), 0));
      }
    }
    for (int left = count; left > 0; ) {
      int before = left;
      for (int i = 0; i < shares.size() && left > 0; i++) {
        Share share = shares.get(i);
        if (share.wanted() < share.length()) {
          shares.set(i, new Share(share.source(), share.length(), share.wanted() + 1));
          left--;
        }
      }
      if (left == before) {
        break;
      }
    }
    return shares;
  }

  private void read(Share share, int longestSide, List<CheckPicture> pictures) throws IOException {
    boolean endless = share.length() == Long.MAX_VALUE;
    try (FrameSource source = share.source().open(OptionalDouble.empty(), line -> {})) {
      long taken = 0;
      SourcePicture picture = source.next();
      for (long index = 0; picture != null && taken < share.wanted(); index++) {
        // The middle of every of so many equal parts.
        long due =
            endless ? taken * STEP : (long) ((taken + 0.5) * share.length() / share.wanted());
        if (index == due) {
          taken++;
          add(name(share, index), picture.bytes(), longestSide, pictures);
        }
        picture = source.next();
      }
    }
  }

  private void add(String name, byte[] bytes, int longestSide, List<CheckPicture> pictures) {
    try {
      pictures.add(CheckPicture.of(name, decoder.decode(new Frame(NOWHERE, bytes)), longestSide));
    } catch (FrameRejected e) {
      remarks.accept(name + " is left out: " + e.text());
    } catch (IOException e) {
      remarks.accept(name + " is left out: " + e.getMessage());
    }
  }

  private static String name(Share share, long index) {
    String name = share.source().shortName();
    return share.length() == 1 ? name : name + ", picture " + (index + 1);
  }
}
