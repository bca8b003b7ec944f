package io.eigencam.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Watches one camera. Per frame: {@link #frame}, which may close a block; then its figures to every
 * {@link Watch} of the turn.
 *
 * <p>Time is the frames' own. A gap closes one block, not many: what was not seen is no evidence.
 */
public final class CameraWatch {
  private static final int VERSION = 1;

  /** Contexts that are kept. */
  private static final int CONTEXTS = 3;

  /** A frame this many blocks in the past is a clock that was set back, not a late frame. */
  private static final long SET_BACK = 10;

  private final StreamSet set;
  private final DriftSettings settings;
  private final List<CameraContext> contexts = new ArrayList<>();
  private FrameOrder order = new FrameOrder();
  private @Nullable CameraContext present;
  private long block;

  /** A camera of which nothing is known. */
  public CameraWatch(StreamSet set, DriftSettings settings) {
    this.set = set;
    this.settings = settings;
  }

  /**
   * Takes note of a frame.
   *
   * @param sequence grows from frame to frame
   * @param time event time, milliseconds since the epoch
   * @param key the conditions under which it was seen
   */
  public Turn frame(long sequence, long time, ContextKey key) {
    if (!order.accept(sequence, time)) {
      return Turn.IGNORED;
    }
    BlockReport closed = null;
    long number = Math.floorDiv(time, settings.blockMillis());
    if (present == null) {
      block = number;
    } else if (number > block || number < block - SET_BACK) {
      long start = block * settings.blockMillis();
      closed = present.close(watch -> watch.take(start, start + settings.blockMillis()));
      block = number;
    }
    if (present == null || !present.key().equals(key)) {
      present = context(key, time);
    }
    return new Turn(false, closed, present.watches());
  }

  /**
   * Takes a whole block that was measured before, such as a stored one, in place of its frames.
   *
   * @return what became of it; null where it held too few frames
   */
  public @Nullable BlockReport block(ContextKey key, Block block) {
    present = context(key, block.start());
    return present.close(watch -> block.frames() < settings.leastValues() ? null : block);
  }

  private CameraContext context(ContextKey key, long now) {
    for (CameraContext known : contexts) {
      if (known.key().equals(key)) {
        return known;
      }
    }
    if (contexts.size() >= CONTEXTS) {
      contexts.remove(leastUseful(key));
    }
    CameraContext fresh = new CameraContext(key, set, settings, now);
    contexts.add(fresh);
    return fresh;
  }

  /** First what another model saw, then what was seen least. */
  private CameraContext leastUseful(ContextKey key) {
    return contexts.stream()
        .min(
            Comparator.comparing(
                    (CameraContext known) -> known.key().modelDigest().equals(key.modelDigest()))
                .thenComparingLong(CameraContext::blocks))
        .orElseThrow();
  }

  /** The references that are in use or being learned; all others can be dropped. */
  public Set<String> references() {
    Set<String> ids = new HashSet<>();
    for (CameraContext context : contexts) {
      context.allWatches().forEach(watch -> ids.add(watch.id()));
    }
    return ids;
  }

  /** The keys of the contexts that are known. */
  public List<ContextKey> contexts() {
    return contexts.stream().map(CameraContext::key).toList();
  }

  /** While an alert is open, its context bets on nothing, follows nothing and learns nothing. */
  public void hold(ContextKey context, boolean on) {
    find(context).ifPresent(found -> found.hold(on));
  }

  /** Drops the evidence so far, without an alarm. */
  public void forgetEvidence(ContextKey context) {
    find(context).ifPresent(CameraContext::forgetEvidence);
  }

  /** An operator says that what these streams have been doing since their onset is normal. */
  public void accept(ContextKey context, Iterable<Integer> streams) {
    find(context).ifPresent(found -> found.accept(streams));
  }

  /** An operator asks for a new reference; the present one works until it is ready. */
  public void rebaseline(ContextKey context, long now) {
    find(context).ifPresent(found -> found.rebaseline(now));
  }

  private Optional<CameraContext> find(ContextKey key) {
    return contexts.stream().filter(known -> known.key().equals(key)).findFirst();
  }

  /** The whole state, to go on from with {@link #read} to the same bits. */
  public byte[] toBytes() {
    StateOutput out = new StateOutput();
    out.small(VERSION);
    out.integer(signature(set, settings));
    order.write(out);
    out.number(block);
    out.small(contexts.size());
    contexts.forEach(context -> context.write(out));
    out.small(contexts.indexOf(present) + 1);
    return out.toByteArray();
  }

  /**
   * What was written, under settings that may have changed. Where figures or blocks are others than
   * then, nothing of it can be compared: such a camera is learned anew.
   *
   * @throws IllegalArgumentException if the bytes are damaged or of a later version
   */
  public static CameraWatch read(byte[] bytes, StreamSet set, DriftSettings settings) {
    StateInput in = new StateInput(bytes);
    int version = in.small();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "stored state has version %d; known is %d".formatted(version, VERSION));
    }
    boolean comparable = in.integer() == signature(set, settings);
    CameraWatch watch = new CameraWatch(set, settings);
    watch.order = FrameOrder.read(in);
    if (!comparable) {
      return watch;
    }
    watch.block = in.number();
    int count = in.small(CONTEXTS + 1, "number of contexts");
    for (int i = 0; i < count; i++) {
      watch.contexts.add(CameraContext.read(in, set, settings));
    }
    int place = in.small(count + 1, "present context");
    watch.present = place == 0 ? null : watch.contexts.get(place - 1);
    in.end();
    return watch;
  }

  private static int signature(StreamSet set, DriftSettings settings) {
    return 31 * set.signature() + Long.hashCode(settings.blockMillis());
  }
}
