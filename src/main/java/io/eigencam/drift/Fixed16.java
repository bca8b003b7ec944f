package io.eigencam.drift;

/**
 * Arrays in which every number is kept as a share of the largest, in 16 bits: half the memory, and
 * wrong by a 65534th of the largest at most.
 */
final class Fixed16 {
  private static final int FULL = 32767;

  private Fixed16() {}

  /** What will be read again once these are written. */
  static float[] rounded(float[] values) {
    float largest = largest(values);
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = value(share(values[i], largest), largest);
    }
    return rounded;
  }

  /** Without their number, which the reader must know. */
  static void write(float[] values, StateOutput out) {
    float largest = largest(values);
    out.floats(new float[] {largest}, 1);
    for (float value : values) {
      int share = share(value, largest);
      out.small(share >> 8 & 0xff);
      out.small(share & 0xff);
    }
  }

  static float[] read(StateInput in, int count) {
    float largest = in.floats(1)[0];
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      short share = (short) (in.small() << 8 | in.small());
      values[i] = value(share, largest);
    }
    return values;
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static int share(float value, float largest) {
    return largest == 0 ? 0 : (int) Math.rint((double) value / largest * FULL);
  }

  private static float value(int share, float largest) {
    return (float) ((double) share / FULL * largest);
  }
}
