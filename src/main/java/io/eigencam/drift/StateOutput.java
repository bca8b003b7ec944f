package io.eigencam.drift;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** State on its way into few bytes, big-endian, read again by {@link StateInput}. */
public final class StateOutput {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  public void flag(boolean value) {
    bytes.write(value ? 1 : 0);
  }

  /** A small number: 0..255. */
  public void small(int value) {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException("%d does not fit into a byte".formatted(value));
    }
    bytes.write(value);
  }

  public void integer(int value) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(0, value).array());
  }

  public void number(long value) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(0, value).array());
  }

  public void real(double value) {
    number(Double.doubleToRawLongBits(value));
  }

  public void text(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    integer(encoded.length);
    bytes.writeBytes(encoded);
  }

  /** Without their number, which the reader must know. */
  public void doubles(double[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * Double.BYTES);
    for (double value : values) {
      buffer.putDouble(value);
    }
    bytes.writeBytes(buffer.array());
  }

  /** Without their number, which the reader must know. */
  public void floats(float[] values, int count) {
    ByteBuffer buffer = ByteBuffer.allocate(count * Float.BYTES);
    for (int i = 0; i < count; i++) {
      buffer.putFloat(values[i]);
    }
    bytes.writeBytes(buffer.array());
  }

  /** Without their number, which the reader must know. */
  public void integers(int[] values) {
    for (int value : values) {
      integer(value);
    }
  }

  /** Without their number, which the reader must know. */
  public void numbers(long[] values) {
    for (long value : values) {
      number(value);
    }
  }

  public byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
