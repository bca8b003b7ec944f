package io.eigencam.drift;

/** Tells a camera's light mode from the colour in its pictures, and does not flutter at dusk. */
public final class LightSwitch {
  /** Chroma below which a picture has no colour; a grey picture as JPEG stays below. */
  static final double COLOURLESS = 5;

  private static final long HYSTERESIS_MILLIS = 30_000;
  private static final long NONE = Long.MAX_VALUE;

  private LightMode mode;
  private long otherSince;

  /** Begins with what the first frame shows. */
  public LightSwitch(double chroma) {
    this(of(chroma), NONE);
  }

  private LightSwitch(LightMode mode, long otherSince) {
    this.mode = mode;
    this.otherSince = otherSince;
  }

  private static LightMode of(double chroma) {
    return chroma < COLOURLESS ? LightMode.MONO : LightMode.COLOUR;
  }

  /**
   * The mode after a frame: another only once all frames of 30 s have had it.
   *
   * @param time event time, milliseconds since the epoch
   * @param chroma as {@link PictureFigures#chroma}, 0..255
   */
  public LightMode update(long time, double chroma) {
    if (of(chroma) == mode) {
      otherSince = NONE;
    } else if (otherSince == NONE) {
      otherSince = time;
    } else if (time - otherSince >= HYSTERESIS_MILLIS) {
      mode = of(chroma);
      otherSince = NONE;
    }
    return mode;
  }

  public void write(StateOutput out) {
    out.small(mode.ordinal());
    out.number(otherSince);
  }

  public static LightSwitch read(StateInput in) {
    return new LightSwitch(
        LightMode.values()[in.small(LightMode.values().length, "light mode")], in.number());
  }
}
