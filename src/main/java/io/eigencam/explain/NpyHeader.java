package io.eigencam.explain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dictionary at the head of a {@code .npy} file.
 *
 * @param type byte order and type, "&lt;f4"
 * @param fortranOrder whether the first axis varies fastest
 * @param axes length of every axis, separated by commas
 */
record NpyHeader(String type, boolean fortranOrder, String axes) {
  /** As many as the largest file has of float32; bytes become doubles as well. */
  private static final int MOST_VALUES = 1 << 26;

  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");

  static NpyHeader parse(String text) {
    Matcher type = TYPE.matcher(text);
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!order.find() || !shape.find()) {
      throw new IllegalArgumentException("its header cannot be read");
    }
    if (!type.find()) {
      throw new IllegalArgumentException("it holds records, not plain numbers");
    }
    return new NpyHeader(type.group(1), order.group(1).equals("True"), shape.group(1));
  }

  private int[] shape() {
    try {
      return Arrays.stream(axes.replace("L", "").split(","))
          .map(String::strip)
          .filter(axis -> !axis.isEmpty())
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException tooLarge) {
      throw new IllegalArgumentException("its shape (" + axes + ") is too large", tooLarge);
    }
  }

  /** The values that follow the header, in C order. */
  NpyArray readValues(ByteBuffer in) {
    int width =
        switch (type.substring(Math.min(1, type.length()))) {
          case "f4" -> Float.BYTES;
          case "f8" -> Double.BYTES;
          case "u1" -> Byte.BYTES;
          default ->
              throw new IllegalArgumentException(
                  "its type is '"
                      + type
                      + "'; save it as float32: numpy.save(file, array.astype(numpy.float32))");
        };
    int[] shape = shape();
    long size = 1;
    for (int length : shape) {
      size = length == 0 ? 0 : Math.min(size * length, Integer.MAX_VALUE);
    }
    if (size * width > in.remaining()) {
      throw new IllegalArgumentException(
          "cut off: shape (%s) needs %d bytes, %d are there"
              .formatted(axes, size * width, in.remaining()));
    }
    if (size > MOST_VALUES) {
      throw new IllegalArgumentException(
          "its shape (%s) is too large: at most %d values".formatted(axes, MOST_VALUES));
    }
    in.order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[(int) size];
    for (int i = 0; i < values.length; i++) {
      double value =
          switch (width) {
            case Float.BYTES -> in.getFloat();
            case Double.BYTES -> in.getDouble();
            default -> Byte.toUnsignedInt(in.get());
          };
      values[fortranOrder ? inCOrder(i, shape) : i] = value;
    }
    return new NpyArray(shape, values);
  }

  /** Where the i-th value in Fortran order stands in C order. */
  private static int inCOrder(int i, int[] shape) {
    int rest = i;
    int index = 0;
    int step = 1;
    for (int length : shape) {
      step *= length;
    }
    for (int length : shape) {
      step /= length;
      index += rest % length * step;
      rest /= length;
    }
    return index;
  }
}
