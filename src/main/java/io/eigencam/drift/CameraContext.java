package io.eigencam.drift;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One context of a camera: the reference in use, and perhaps a better one being learned. */
final class CameraContext {
  private final ContextKey key;
  private final StreamSet set;
  private final DriftSettings settings;
  private Watch current;
  private @Nullable Watch candidate;
  private boolean wanted; // the candidate, by an operator
  private boolean held;
  private long seen; // blocks

  CameraContext(ContextKey key, StreamSet set, DriftSettings settings, long now) {
    this(key, set, settings, new Watch(key.id(), set, settings, true, now));
  }

  private CameraContext(ContextKey key, StreamSet set, DriftSettings settings, Watch current) {
    this.key = key;
    this.set = set;
    this.settings = settings;
    this.current = current;
  }

  ContextKey key() {
    return key;
  }

  /** Blocks that were seen in it. */
  long blocks() {
    return seen;
  }

  Watch current() {
    return current;
  }

  /** Those that want frames now. */
  List<Watch> watches() {
    return isCandidatePaused() ? List.of(current) : allWatches();
  }

  List<Watch> allWatches() {
    return candidate == null ? List.of(current) : List.of(current, candidate);
  }

  /** What nobody asked for does not learn from a fault. */
  private boolean isCandidatePaused() {
    return held && !wanted;
  }

  void hold(boolean on) {
    held = on;
    Monitor monitor = current.monitor();
    if (monitor != null) {
      monitor.hold(on);
    }
  }

  /** Learns another reference, as a new camera's, while the present one works on. */
  void rebaseline(long now) {
    candidate = new Watch(key.id(), set, settings, true, now);
    wanted = true;
  }

  void accept(Iterable<Integer> streams) {
    Monitor monitor = current.monitor();
    if (monitor != null) {
      monitor.accept(streams);
    }
  }

  void forgetEvidence() {
    Monitor monitor = current.monitor();
    if (monitor != null) {
      monitor.forget();
    }
  }

  /**
   * Closes a block; null where too few frames have come for one.
   *
   * @param blocks what each reference makes of it; null where that is too little
   */
  @Nullable BlockReport close(Function<Watch, @Nullable Block> blocks) {
    Block block = blocks.apply(current);
    if (block == null) {
      return null;
    }
    seen++;
    LearningPhase before = current.phase();
    Reading reading = current.close(block);
    if (before != LearningPhase.DONE && current.phase() == LearningPhase.DONE) {
      follow(current, block.end());
      return new BlockReport(key, current, block, null, true);
    }
    boolean swapped = !isCandidatePaused() && closeCandidate(blocks);
    return new BlockReport(key, current, block, reading, swapped);
  }

  private boolean closeCandidate(Function<Watch, @Nullable Block> blocks) {
    Watch learning = candidate;
    Block block = learning == null ? null : blocks.apply(learning);
    if (learning == null || block == null) {
      return false;
    }
    learning.close(block);
    if (learning.phase() != LearningPhase.DONE) {
      return false;
    }
    current = learning;
    held = false;
    candidate = null;
    wanted = false;
    follow(learning, block.end());
    return true;
  }

  /** After a first reference a better one is learned. */
  private void follow(Watch done, long now) {
    if (done.isFirst() && settings.next() != null && candidate == null) {
      candidate = new Watch(key.id(), set, settings, false, now);
    }
  }

  void write(StateOutput out) {
    key.write(out);
    current.write(out);
    out.flag(candidate != null);
    if (candidate != null) {
      candidate.write(out);
    }
    out.flag(wanted);
    out.flag(held);
    out.number(seen);
  }

  static CameraContext read(StateInput in, StreamSet set, DriftSettings settings) {
    ContextKey key = ContextKey.read(in);
    CameraContext read =
        new CameraContext(key, set, settings, Watch.read(in, key.id(), set, settings));
    read.candidate = in.flag() ? Watch.read(in, key.id(), set, settings) : null;
    read.wanted = in.flag();
    read.held = in.flag();
    read.seen = in.number();
    return read;
  }
}
