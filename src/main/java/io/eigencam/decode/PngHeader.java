package io.eigencam.decode;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import java.nio.ByteBuffer;

/** Reads the size from a PNG picture's first chunk, IHDR (ISO/IEC 15948, 5.2 and 11.2.2). */
final class PngHeader {
  private static final int[] SIGNATURE = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int NAME_LENGTH = 4;
  private static final int HEADER_LENGTH = 13;
  private static final int HEADER_NAME = 'I' << 24 | 'H' << 16 | 'D' << 8 | 'R';

  private PngHeader() {}

  /** By the first four bytes; the others only tell what transmission did to the file. */
  static boolean matches(byte[] bytes) {
    return startsWithSignature(bytes, NAME_LENGTH);
  }

  /**
   * @param bytes a picture that {@link #matches}
   * @throws FrameRejected UNDECODABLE if there is no whole, sensible IHDR chunk
   */
  static PictureSize size(byte[] bytes) throws FrameRejected {
    if (bytes.length < SIGNATURE.length + 8 + HEADER_LENGTH) {
      throw undecodable("is cut off inside its header");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, SIGNATURE.length, 8 + HEADER_LENGTH);
    if (!startsWithSignature(bytes, SIGNATURE.length)
        || header.getInt() != HEADER_LENGTH
        || header.getInt() != HEADER_NAME) {
      throw undecodable("has a damaged header");
    }
    int width = header.getInt();
    int height = header.getInt();
    if (width < 1 || height < 1) {
      throw undecodable(
          "says that it is %sx%s pixels"
              .formatted(Integer.toUnsignedString(width), Integer.toUnsignedString(height)));
    }
    return new PictureSize(width, height);
  }

  private static boolean startsWithSignature(byte[] bytes, int length) {
    if (bytes.length < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if ((bytes[i] & 0xFF) != SIGNATURE[i]) {
        return false;
      }
    }
    return true;
  }

  private static FrameRejected undecodable(String what) {
    return new FrameRejected(RejectionReason.UNDECODABLE, "the PNG picture " + what);
  }
}
