package io.eigencam.encode;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Raw deflate (RFC 1951, no header), which browsers inflate as {@code deflate-raw}. Written by the
 * zlib that the Java in use comes with: the same bytes for the same zlib; another one (zlib-ng,
 * say) may choose others, which inflate to the same.
 */
final class Deflate {
  private Deflate() {}

  static byte[] compress(byte[] bytes) {
    return compress(bytes, Deflater.DEFAULT_STRATEGY);
  }

  /** For small differences without repetition: codes count for more than matches. */
  static byte[] compressDifferences(byte[] bytes) {
    return compress(bytes, Deflater.FILTERED);
  }

  private static byte[] compress(byte[] bytes, int strategy) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setStrategy(strategy);
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
      byte[] part = new byte[4096];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      return out.toByteArray();
    } finally {
      deflater.end(); // native memory
    }
  }

  /**
   * @param length what must come out, exactly
   * @throws MalformedMapException if anything else does, or bytes are left over
   */
  static byte[] expand(byte[] bytes, int length) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes);
      byte[] out = new byte[length + 1]; // one more, to see that there is no more
      int filled = 0;
      while (!inflater.finished() && filled <= length) {
        int count = inflater.inflate(out, filled, out.length - filled);
        if (count == 0 && !inflater.finished()) {
          break; // cut short, or in need of a dictionary that nobody has
        }
        filled += count;
      }
      if (!inflater.finished() || filled != length || inflater.getRemaining() != 0) {
        throw new MalformedMapException(
            "the deflated payload does not hold %d values".formatted(length));
      }
      return java.util.Arrays.copyOf(out, length);
    } catch (DataFormatException e) {
      throw new MalformedMapException("the payload is no deflated data: " + e.getMessage());
    } finally {
      inflater.end(); // native memory
    }
  }
}
