package io.eigencam.driftbenchmark;

import io.eigencam.camera.SourcePicture;
import io.eigencam.frame.PictureSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** What one fixed camera recorded, in order of time. */
public final class Clip {
  /** Pieces that a short clip is cut into. */
  private static final int LEAST_PIECES = 12;

  /** Two frames for each piece. */
  static final int LEAST_FRAMES = 2 * LEAST_PIECES;

  private static final double LONGEST_PIECE_SECONDS = 10;

  private final String name;
  private final List<SourcePicture> pictures;
  private final PictureSize size;
  private final int pieceFrames;

  /**
   * @param framesPerSecond of the pictures
   * @throws IOException if the pictures are too few, or the first cannot be decoded
   */
  public Clip(String name, List<SourcePicture> pictures, double framesPerSecond)
      throws IOException {
    if (pictures.isEmpty()) {
      throw new IOException(name + " has no frames");
    }
    if (pictures.size() < LEAST_FRAMES) {
      throw new IOException(
          "%s has %d frames at %s a second; at least %d are needed to learn what is normal (--fps)"
              .formatted(name, pictures.size(), framesPerSecond, LEAST_FRAMES));
    }
    this.name = name;
    this.pictures = List.copyOf(pictures);
    long longest = Math.max(1, Math.round(LONGEST_PIECE_SECONDS * framesPerSecond));
    this.pieceFrames = (int) Math.min(longest, pictures.size() / LEAST_PIECES);
    BufferedImage first = decode(0);
    this.size = new PictureSize(first.getWidth(), first.getHeight());
  }

  public String name() {
    return name;
  }

  /** Number of frames. */
  public int frames() {
    return pictures.size();
  }

  PictureSize size() {
    return size;
  }

  /**
   * @throws IOException if it cannot be decoded, or is of another size than the first
   */
  BufferedImage picture(int index) throws IOException {
    BufferedImage picture = decode(index);
    if (picture.getWidth() != size.width() || picture.getHeight() != size.height()) {
      throw new IOException(
          "%s: picture %d is %dx%d, the first is %s: all must be of one camera"
              .formatted(name, index, picture.getWidth(), picture.getHeight(), size));
    }
    return picture;
  }

  private BufferedImage decode(int index) throws IOException {
    BufferedImage picture = null;
    try {
      picture = ImageIO.read(new ByteArrayInputStream(pictures.get(index).bytes()));
    } catch (IOException e) {
      throw new IOException(
          "%s: picture %d cannot be decoded: %s".formatted(name, index, e.getMessage()), e);
    }
    if (picture == null) {
      throw new IOException("%s: picture %d cannot be decoded".formatted(name, index));
    }
    return picture;
  }

  /**
   * The frames of a part, piece by piece. Parts take turns, so that each has seen all of the clip's
   * length, and share no frame.
   */
  List<List<Integer>> pieces(Part part) {
    List<List<Integer>> pieces = new ArrayList<>();
    int parts = Part.values().length;
    for (int start = 0, piece = 0; start < frames(); start += pieceFrames, piece++) {
      if (piece % parts == part.ordinal()) {
        List<Integer> frames = new ArrayList<>();
        for (int i = start; i < Math.min(frames(), start + pieceFrames); i++) {
          frames.add(i);
        }
        pieces.add(frames);
      }
    }
    return pieces;
  }

  /** Number of frames of a part. */
  int frames(Part part) {
    return pieces(part).stream().mapToInt(List::size).sum();
  }

  /** Frames of a whole piece. */
  int pieceFrames() {
    return pieceFrames;
  }

  /** What frames are used for. */
  enum Part {
    /** What the camera looks at. */
    REFERENCE,
    /** How far frames normally are from that. */
    NORMAL,
    /** Clean, to count false alarms, and with faults in them; unless held out, normal as well. */
    TEST
  }
}
