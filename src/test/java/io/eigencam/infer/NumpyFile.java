package io.eigencam.infer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the values of a {@code .npy} file of format 1.0: little-endian float32 or uint8, C order.
 */
public final class NumpyFile {
  private NumpyFile() {}

  public static float[] floats(Path file) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = content.getShort(8) & 0xFFFF;
    String header = new String(content.array(), 10, headerLength, StandardCharsets.ISO_8859_1);
    if (!header.contains("'<f4'") || !header.contains("'fortran_order': False")) {
      throw new IOException(file + " is not float32 in C order: " + header);
    }
    content.position(10 + headerLength);
    float[] values = new float[content.remaining() / 4];
    content.asFloatBuffer().get(values);
    return values;
  }

  public static byte[] bytes(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    int headerLength = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getShort(8) & 0xFFFF;
    String header = new String(content, 10, headerLength, StandardCharsets.ISO_8859_1);
    if (!header.contains("'|u1'")) {
      throw new IOException(file + " is not uint8: " + header);
    }
    return java.util.Arrays.copyOfRange(content, 10 + headerLength, content.length);
  }
}
