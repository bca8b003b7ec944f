package io.eigencam.decode;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;

/**
 * Finds the frame header of a JPEG picture (ITU-T T.81, annex B) and reads the size from it.
 *
 * <p>Markers are searched as libjpeg does it, so that both see the same header: bytes that are no
 * marker are skipped, any number of fill bytes 0xFF may stand before a marker's code, and segments
 * are jumped over by their length (a thumbnail inside an EXIF segment is therefore never mistaken
 * for the picture).
 */
final class JpegHeader {
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int TEMPORARY = 0x01;
  private static final int FIRST_RESTART = 0xD0;
  private static final int LAST_RESTART = 0xD7;

  private JpegHeader() {}

  static boolean matches(byte[] bytes) {
    return bytes.length >= 2 && unsigned(bytes, 0) == 0xFF && unsigned(bytes, 1) == START_OF_IMAGE;
  }

  /**
   * @param bytes a picture that {@link #matches}
   * @throws FrameRejected UNDECODABLE if there is no whole, sensible frame header
   */
  static PictureSize size(byte[] bytes) throws FrameRejected {
    int at = frameHeader(bytes);
    return frameSize(bytes, at, unsigned16(bytes, at));
  }

  /**
   * Whether a decoder keeps the coefficients of the whole picture until it has read all scans: of a
   * progressive picture (SOF2, 6, 10 and 14), and of one whose first scan lacks some components.
   *
   * @param bytes a picture that has a {@link #size}
   */
  static boolean comesInPasses(byte[] bytes) throws FrameRejected {
    int at = frameHeader(bytes);
    if ((unsigned(bytes, at - 1) & 3) == 2) {
      return true;
    }
    int scan = segment(bytes, at + unsigned16(bytes, at), START_OF_SCAN);
    return at + 7 < bytes.length
        && scan + 2 < bytes.length
        && unsigned(bytes, scan + 2) < unsigned(bytes, at + 7);
  }

  /** Where the length of the frame header stands. */
  private static int frameHeader(byte[] bytes) throws FrameRejected {
    int at = 2;
    while (true) {
      at = nextMarker(bytes, at);
      if (at >= bytes.length) {
        throw undecodable("is cut off before its frame header");
      }
      int marker = unsigned(bytes, at++);
      if (marker == END_OF_IMAGE || marker == START_OF_SCAN) {
        throw undecodable("has no frame header before its data");
      }
      if (standsAlone(marker)) {
        continue;
      }
      if (at + 2 > bytes.length) {
        throw undecodable("is cut off inside its header");
      }
      int length = unsigned16(bytes, at);
      if (length < 2) {
        throw undecodable("has a damaged header: a segment of length " + length);
      }
      if (isFrameHeader(marker)) {
        return at;
      }
      at += length;
    }
  }

  /** Where the length of the next segment of that kind stands; the end if there is none. */
  private static int segment(byte[] bytes, int from, int wanted) {
    int at = nextMarker(bytes, from);
    while (at + 2 < bytes.length) {
      int marker = unsigned(bytes, at++);
      if (marker == wanted) {
        return at;
      }
      at = nextMarker(bytes, standsAlone(marker) ? at : at + Math.max(2, unsigned16(bytes, at)));
    }
    return bytes.length;
  }

  /** Where the code of the next marker stands; at or behind the end if there is none. */
  private static int nextMarker(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && unsigned(bytes, at) != 0xFF) {
      at++;
    }
    while (at < bytes.length && unsigned(bytes, at) == 0xFF) {
      at++;
    }
    return at;
  }

  /** Layout from the length on: length (2 bytes), precision (1), height (2), width (2), ... */
  private static PictureSize frameSize(byte[] bytes, int at, int length) throws FrameRejected {
    if (length < 8) {
      throw undecodable("has a damaged frame header");
    }
    if (at + 7 > bytes.length) {
      throw undecodable("is cut off inside its frame header");
    }
    int height = unsigned16(bytes, at + 3);
    int width = unsigned16(bytes, at + 5);
    if (width == 0 || height == 0) {
      throw undecodable("says that it is %dx%d pixels".formatted(width, height));
    }
    return new PictureSize(width, height);
  }

  /** Byte-stuffing zeros, TEM, RSTn and a second SOI: no length follows. */
  private static boolean standsAlone(int marker) {
    return marker == 0
        || marker == TEMPORARY
        || marker == START_OF_IMAGE
        || (marker >= FIRST_RESTART && marker <= LAST_RESTART);
  }

  /** SOF0 to SOF15, among which three codes mean something else: DHT (C4), JPG (C8), DAC (CC). */
  private static boolean isFrameHeader(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static int unsigned(byte[] bytes, int at) {
    return bytes[at] & 0xFF;
  }

  private static int unsigned16(byte[] bytes, int at) {
    return unsigned(bytes, at) << 8 | unsigned(bytes, at + 1);
  }

  private static FrameRejected undecodable(String what) {
    return new FrameRejected(RejectionReason.UNDECODABLE, "the JPEG picture " + what);
  }
}
