package io.eigencam.decode;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import java.nio.ByteBuffer;

/**
 * Turns away pictures that look small and keep a thread busy for up to an hour. A JPEG may hold
 * thousands of scans of a hundred bytes, each of which goes over all of its pixels; a PNG a
 * thousand compressed texts, each of which expands to megabytes that nobody reads.
 */
final class DecodingCost {
  /** Progressive pictures of usual programs have 10. */
  private static final int SCANS = 16;

  /** A colour profile and a few words; nothing that the pixels need. */
  private static final int COMPRESSED_CHUNKS = 16;

  private static final int FIRST_CHUNK = 8;
  private static final int PROFILE = name("iCCP");
  private static final int TEXT = name("zTXt");
  private static final int INTERNATIONAL_TEXT = name("iTXt");

  private DecodingCost() {}

  /**
   * @param maxPixels the largest picture that is let through; what goes over more pixels than that
   *     {@value #SCANS} times, in whatever portions, is turned away
   * @throws FrameRejected TOO_LARGE
   */
  static void check(byte[] bytes, PictureFormat format, PictureSize size, long maxPixels)
      throws FrameRejected {
    if (format == PictureFormat.JPEG) {
      long most = SCANS * maxPixels / size.pixels();
      long scans = scans(bytes, most);
      if (scans > most) {
        throw tooLarge("the JPEG picture of %s has more than %d scans".formatted(size, most));
      }
    } else if (compressedChunks(bytes) > COMPRESSED_CHUNKS) {
      throw tooLarge(
          "the PNG picture has more than %d compressed texts".formatted(COMPRESSED_CHUNKS));
    }
  }

  /**
   * How many scans there can be: wherever FF DA stands, since a decoder that meets damage may find
   * one where a reader of the structure sees none. Compressed pixels never hold it.
   */
  private static long scans(byte[] bytes, long enough) {
    long scans = 0;
    for (int i = 1; i < bytes.length && scans <= enough; i++) {
      if (bytes[i] == (byte) 0xDA && bytes[i - 1] == (byte) 0xFF) {
        scans++;
      }
    }
    return scans;
  }

  private static int compressedChunks(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    int count = 0;
    for (long at = FIRST_CHUNK; at + 8 <= bytes.length; ) {
      long length = Integer.toUnsignedLong(file.getInt((int) at));
      int name = file.getInt((int) at + 4);
      if (name == PROFILE || name == TEXT || name == INTERNATIONAL_TEXT) {
        count++;
      }
      at += 12 + length; // length, name, check sum
    }
    return count;
  }

  private static int name(String letters) {
    return letters.charAt(0) << 24
        | letters.charAt(1) << 16
        | letters.charAt(2) << 8
        | letters.charAt(3);
  }

  private static FrameRejected tooLarge(String text) {
    return new FrameRejected(
        RejectionReason.TOO_LARGE,
        text + ": it would take longer to decode than any that is let in");
  }
}
