package io.eigencam.drift;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A made-up camera whose figures are noise around a level, for tests. */
public final class Scene {
  public static final ContextKey DAY = key("a1", LightMode.COLOUR);
  public static final StreamSet SET = StreamSet.attention(List.of("p4"));
  public static final int FIGURES = SET.figures().size();
  public static final int JS = index("p4.js");

  /** 40 blocks of a second. */
  public static final LearningProfile SHORT =
      new LearningProfile(
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(10),
          Duration.ZERO,
          false,
          0.10);

  public static final DriftSettings SETTINGS =
      new DriftSettings(1_000, 3, SHORT, null, AlarmBudget.DEFAULT, 0);

  public CameraWatch watch;
  public final double[] shift = new double[FIGURES]; // added to each figure's level, in floors
  public ContextKey key = DAY;
  public long sequence;
  public long time = 1_700_000_000_000L;
  private final Random random;

  Scene(CameraWatch watch, long seed) {
    this.watch = watch;
    this.random = new Random(seed);
  }

  public static Scene of(DriftSettings settings) {
    return new Scene(new CameraWatch(SET, settings), 3);
  }

  public static ContextKey key(String digest, LightMode light) {
    return new ContextKey(digest, List.of("p4"), 640, 640, 768, 576, "", light);
  }

  public static int index(String figure) {
    return SET.figures().stream().map(Figure::name).toList().indexOf(figure);
  }

  /** A frame's figures: level 1, standard deviation twice the least scale. */
  public double[] values() {
    double[] values = new double[FIGURES];
    for (int k = 0; k < values.length; k++) {
      double floor = SET.figures().get(k).scaleFloor();
      values[k] = 1 + floor * (shift[k] + 2 * random.nextGaussian());
    }
    return values;
  }

  /** The next frame, a quarter of a second later. */
  public Turn frame() {
    time += 250;
    return frame(++sequence, time, values());
  }

  public Turn frame(long number, long at, double[] values) {
    Turn turn = watch.frame(number, at, key);
    turn.watches().forEach(each -> each.add(values));
    return turn;
  }

  /** Frames until a block is closed, whose report is returned. */
  public BlockReport block() {
    while (true) {
      BlockReport closed = frame().closed();
      if (closed != null) {
        return closed;
      }
    }
  }

  public BlockReport blocks(int count) {
    BlockReport last = block();
    for (int i = 1; i < count; i++) {
      last = block();
    }
    return last;
  }

  /** Blocks until the alarm rings, or -1 if it does not within so many. */
  public int blocksToAlarm(int most) {
    for (int i = 1; i <= most; i++) {
      Reading reading = block().reading();
      if (reading != null && reading.isAlarm()) {
        return i;
      }
    }
    return -1;
  }
}
