package io.eigencam.fuzz;

import java.util.Arrays;

/**
 * One thing that is changed about some bytes.
 *
 * @param at where, 0 at the beginning to 1 at the end
 * @param value decides how; any number means something
 */
record Change(Kind kind, double at, int value) {
  private static final int LONGEST = 64;

  /** Numbers at which readers stumble: limits of types, one beyond, and small ones. */
  private static final int[] NUMBERS = {
    0,
    1,
    -1,
    2,
    3,
    4,
    7,
    8,
    16,
    32,
    63,
    64,
    65,
    127,
    128,
    129,
    255,
    256,
    257,
    1000,
    4096,
    32767,
    32768,
    65535,
    65536,
    1 << 20,
    1 << 24,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MAX_VALUE - 1,
    Integer.MIN_VALUE,
    Integer.MIN_VALUE + 1
  };

  /** What is done. */
  enum Kind {
    FLIP_BIT,
    SET_BYTE,
    NUMBER_8,
    NUMBER_16,
    NUMBER_16_REVERSED,
    NUMBER_32,
    NUMBER_32_REVERSED,
    ADD_SMALL,
    TRUNCATE,
    REMOVE,
    REPEAT,
    INSERT_SAME,
    INSERT_WORD,
    SWAP,
    SPLICE
  }

  /**
   * The changed bytes.
   *
   * @param other of which a part may replace what follows
   * @param words that mean something to the reader
   */
  byte[] applied(byte[] bytes, byte[] other, byte[][] words) {
    int position = (int) Math.min(bytes.length, Math.floor(at * (bytes.length + 1)));
    int number = NUMBERS[Math.floorMod(value, NUMBERS.length)];
    int length = Math.min(1 + Math.floorMod(value, LONGEST), bytes.length - position);
    return switch (kind) {
      case FLIP_BIT -> with(bytes, position, at(bytes, position) ^ 1 << (value & 7));
      case SET_BYTE -> with(bytes, position, value);
      case ADD_SMALL -> with(bytes, position, at(bytes, position) + (value & 15) - 8);
      case NUMBER_8 -> with(bytes, position, number);
      case NUMBER_16 -> with(bytes, position, number >> 8, number);
      case NUMBER_16_REVERSED -> with(bytes, position, number, number >> 8);
      case NUMBER_32 -> with(bytes, position, number >> 24, number >> 16, number >> 8, number);
      case NUMBER_32_REVERSED ->
          with(bytes, position, number, number >> 8, number >> 16, number >> 24);
      case TRUNCATE -> Arrays.copyOf(bytes, position);
      case REMOVE -> joined(bytes, position, new byte[0], bytes, position + length);
      case REPEAT -> joined(bytes, position + length, new byte[0], bytes, position);
      case INSERT_SAME -> {
        byte[] same = new byte[1 + Math.floorMod(value >> 8, LONGEST)];
        Arrays.fill(same, (byte) value);
        yield joined(bytes, position, same, bytes, position);
      }
      case INSERT_WORD ->
          words.length == 0
              ? bytes
              : joined(bytes, position, words[Math.floorMod(value, words.length)], bytes, position);
      case SWAP -> swapped(bytes, position, length);
      case SPLICE ->
          joined(bytes, position, new byte[0], other, Math.floorMod(value, other.length + 1));
    };
  }

  private static int at(byte[] bytes, int position) {
    return position < bytes.length ? bytes[position] : 0;
  }

  private static byte[] with(byte[] bytes, int position, int... values) {
    byte[] changed = bytes.clone();
    for (int i = 0; i < values.length && position + i < changed.length; i++) {
      changed[position + i] = (byte) values[i];
    }
    return changed;
  }

  /** The first bytes of one, a middle, the last bytes of another. */
  private static byte[] joined(byte[] first, int end, byte[] middle, byte[] last, int from) {
    byte[] joined = Arrays.copyOf(first, end + middle.length + last.length - from);
    System.arraycopy(middle, 0, joined, end, middle.length);
    System.arraycopy(last, from, joined, end + middle.length, last.length - from);
    return joined;
  }

  private static byte[] swapped(byte[] bytes, int position, int length) {
    byte[] changed = bytes.clone();
    int half = length / 2;
    for (int i = 0; i < half; i++) {
      changed[position + i] = bytes[position + half + i];
      changed[position + half + i] = bytes[position + i];
    }
    return changed;
  }
}
