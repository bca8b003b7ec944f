package io.eigencam.decode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names a file format that is not taken, by its first bytes, so that a producer sees at once what
 * it sends.
 */
final class ForeignFormat {
  /** How many bytes decide whether it is text. */
  private static final int TEXT_SAMPLE = 512;

  /** {@code start} as ISO 8859-1 characters, expected {@code at} bytes into the file. */
  private record Signature(int at, String start, String name) {
    boolean matches(byte[] bytes) {
      if (bytes.length < at + start.length()) {
        return false;
      }
      for (int i = 0; i < start.length(); i++) {
        if ((bytes[at + i] & 0xFF) != start.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature(0, "GIF8", "a GIF picture"),
          new Signature(8, "WEBP", "a WebP picture"),
          new Signature(8, "AVI ", "an AVI video"),
          new Signature(0, "II*\0", "a TIFF picture"),
          new Signature(0, "MM\0*", "a TIFF picture"),
          new Signature(4, "ftypavif", "an AVIF picture"),
          new Signature(4, "ftyphei", "a HEIF picture"),
          new Signature(4, "ftypmif1", "a HEIF picture"),
          new Signature(4, "ftyp", "an MP4 or QuickTime video"),
          new Signature(4, "jP  ", "a JPEG 2000 picture"),
          new Signature(0, "\u00FFO\u00FFQ", "a JPEG 2000 picture"),
          new Signature(4, "JXL ", "a JPEG XL picture"),
          new Signature(0, "\u00FF\n", "a JPEG XL picture"),
          new Signature(0, "\u001AE\u00DF\u00A3", "a Matroska or WebM video"),
          new Signature(0, "\0\0\0\1", "an H.264 or H.265 video stream"),
          new Signature(0, "\0\0\1", "an H.264 or MPEG video stream"),
          new Signature(0, "%PDF", "a PDF document"),
          new Signature(0, "PK\3\4", "a ZIP archive"),
          new Signature(0, "\u001F\u008B", "gzip data"),
          new Signature(0, "BM", "a BMP picture"));

  private ForeignFormat() {}

  /** Null when it is none of the known formats. */
  static @Nullable String name(byte[] bytes) {
    for (Signature signature : SIGNATURES) {
      if (signature.matches(bytes)) {
        return signature.name();
      }
    }
    return isText(bytes) ? "text" : null;
  }

  /** Whether the first bytes are UTF-8 without control characters other than white space. */
  private static boolean isText(byte[] bytes) {
    int length = Math.min(bytes.length, TEXT_SAMPLE);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer characters = CharBuffer.allocate(length);
    // Not the end of the input: a character that the sample cuts in two is no mistake.
    if (decoder.decode(ByteBuffer.wrap(bytes, 0, length), characters, false).isError()) {
      return false;
    }
    characters.flip();
    return characters.length() > 0
        && characters
            .chars()
            .noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
  }
}
