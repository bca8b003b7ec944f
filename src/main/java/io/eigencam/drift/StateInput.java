package io.eigencam.drift;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * State on its way back from {@link StateOutput}. What is cut short, or is not what was written, is
 * refused with an {@link IllegalArgumentException}.
 */
public final class StateInput {
  private final ByteBuffer bytes;

  public StateInput(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  public boolean flag() {
    return small() != 0;
  }

  /** 0..255. */
  public int small() {
    need(1);
    return Byte.toUnsignedInt(bytes.get());
  }

  /** A number that must be below a limit, such as an ordinal. */
  public int small(int limit, String what) {
    int value = small();
    if (value >= limit) {
      throw new IllegalArgumentException(
          "stored state: %s is %d, must be below %d".formatted(what, value, limit));
    }
    return value;
  }

  public int integer() {
    need(Integer.BYTES);
    return bytes.getInt();
  }

  public long number() {
    need(Long.BYTES);
    return bytes.getLong();
  }

  public double real() {
    return Double.longBitsToDouble(number());
  }

  public String text() {
    int length = integer();
    need(length);
    byte[] encoded = new byte[length];
    bytes.get(encoded);
    return new String(encoded, StandardCharsets.UTF_8);
  }

  public double[] doubles(int count) {
    need((long) count * Double.BYTES);
    double[] values = new double[count];
    bytes.asDoubleBuffer().get(values);
    bytes.position(bytes.position() + count * Double.BYTES);
    return values;
  }

  public float[] floats(int count) {
    need((long) count * Float.BYTES);
    float[] values = new float[count];
    bytes.asFloatBuffer().get(values);
    bytes.position(bytes.position() + count * Float.BYTES);
    return values;
  }

  public int[] integers(int count) {
    need((long) count * Integer.BYTES);
    int[] values = new int[count];
    bytes.asIntBuffer().get(values);
    bytes.position(bytes.position() + count * Integer.BYTES);
    return values;
  }

  public long[] numbers(int count) {
    need((long) count * Long.BYTES);
    long[] values = new long[count];
    bytes.asLongBuffer().get(values);
    bytes.position(bytes.position() + count * Long.BYTES);
    return values;
  }

  /** Nothing may be left over. */
  public void end() {
    if (bytes.hasRemaining()) {
      throw new IllegalArgumentException(
          "stored state: %d bytes too many".formatted(bytes.remaining()));
    }
  }

  private void need(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new IllegalArgumentException(
          "stored state is cut short or damaged: %d bytes wanted, %d left"
              .formatted(count, bytes.remaining()));
    }
  }
}
