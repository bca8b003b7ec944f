package io.eigencam.camera;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The name of a camera: the key of its records.
 *
 * @param text at most 255 bytes of UTF-8, no control characters, not only blanks
 */
public record CameraId(String text) {
  private static final int LONGEST = 255; // bytes; more is refused when the frame is taken in
  private static final Pattern NUMBER_AT_END = Pattern.compile("(\\d{1,9})$");

  public CameraId {
    if (text.isBlank() || text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw new IllegalArgumentException(
          "A camera's name has 1 to " + LONGEST + " bytes of UTF-8, not only blanks.");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("A camera's name has no control characters.");
    }
  }

  /**
   * Number of the camera, which modulo the number of partitions says where its frames go. The
   * number at the end of the name if there is one ({@code line-3-cam-07} is 7): cameras are mostly
   * counted, and counting spreads them evenly where hashing does not (eight names hashed onto four
   * partitions gave 0, 1, 1 and 6 of them). Else the CRC-32 of the name. Always the same for the
   * same name, so that a camera stays in order over restarts.
   */
  public long ordinal() {
    Matcher number = NUMBER_AT_END.matcher(text);
    if (number.find()) {
      return Long.parseLong(number.group(1));
    }
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  /** The partition of this camera's frames. */
  public int partition(int partitions) {
    return (int) (ordinal() % partitions);
  }

  @Override
  public String toString() {
    return text;
  }
}
