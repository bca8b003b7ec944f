package io.eigencam.explain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads and writes NumPy's {@code .npy} files (numpy.lib.format, versions 1.0 to 3.0): float32,
 * float64 and uint8, either byte order, C or Fortran order.
 */
public final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final long LARGEST_FILE = 256L << 20;

  private NpyFile() {}

  /**
   * Reads the array of a file.
   *
   * @throws IOException naming the file and what is wrong with it
   */
  public static NpyArray read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, not a .npy file");
    }
    if (Files.notExists(file)) {
      throw new NoSuchFileException(file + " does not exist");
    }
    if (Files.size(file) > LARGEST_FILE) {
      throw new IOException(file + " is larger than 256 MiB");
    }
    try {
      return parse(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (AccessDeniedException refused) {
      throw new IOException(file + " may not be read", refused);
    } catch (IllegalArgumentException wrong) {
      throw new IOException(file + ": " + wrong.getMessage(), wrong);
    }
  }

  /** Writes float32 values in C order, version 1.0, as {@code numpy.save} does. */
  public static void write(Path file, float[] values, int... shape) throws IOException {
    StringBuilder axes = new StringBuilder();
    long size = 1;
    for (int length : shape) {
      axes.append(length).append(shape.length == 1 ? "," : ", ");
      size *= length;
    }
    if (size != values.length) {
      throw new IllegalArgumentException("the shape does not fit " + values.length + " values");
    }
    if (shape.length > 1) {
      axes.setLength(axes.length() - 2);
    }
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + axes + "), }";
    int before = MAGIC.length + 4;
    // NumPy aligns the data to 64 bytes and ends the header with a line break.
    int padded = (before + header.length() + 1 + 63) / 64 * 64 - before;
    ByteBuffer out =
        ByteBuffer.allocate(before + padded + values.length * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded);
    out.put(
        (header + " ".repeat(padded - 1 - header.length()) + "\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    for (float value : values) {
      out.putFloat(value);
    }
    try {
      Files.write(file, out.array());
    } catch (FileSystemException refused) {
      throw new IOException(
          file + " cannot be written; is its folder there and writable?", refused);
    }
  }

  private static NpyArray parse(ByteBuffer in) {
    for (byte expected : MAGIC) {
      if (!in.hasRemaining() || in.get() != expected) {
        throw new IllegalArgumentException("not a .npy file (numpy.save writes one)");
      }
    }
    if (in.remaining() < 6) {
      throw new IllegalArgumentException("the file ends inside its header");
    }
    in.order(ByteOrder.LITTLE_ENDIAN);
    int version = in.get();
    in.get();
    if (version < 1 || version > 3) {
      throw new IllegalArgumentException(".npy version " + version + " is not known");
    }
    long length = version == 1 ? Short.toUnsignedInt(in.getShort()) : in.getInt() & 0xffffffffL;
    if (length > in.remaining()) {
      throw new IllegalArgumentException("the file ends inside its header");
    }
    byte[] text = new byte[(int) length];
    in.get(text);
    NpyHeader header = NpyHeader.parse(new String(text, StandardCharsets.UTF_8));
    return header.readValues(in);
  }
}
