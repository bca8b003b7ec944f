package io.eigencam.audit;

import java.util.function.IntConsumer;

/**
 * What is known of each frame, by a number that stands for its id: a hash table with open
 * addressing and a column per figure, {@value #BYTES_PER_SLOT} bytes a slot. Frames with equal ids
 * share a slot.
 */
final class FrameTable {
  static final int BYTES_PER_SLOT = 8 + 8 + 6 * 4;
  private static final int GROWING = 4 / 2 + 8 / 2;
  private static final int SMALLEST = 1024;

  private final long maxFrames;
  private int size;
  private long[] ids = new long[SMALLEST];

  /** Of the newest record with the id. */
  long[] offsets = new long[SMALLEST];

  int[] partitions = new int[SMALLEST];
  int[] cameras = new int[SMALLEST];
  int[] frames = new int[SMALLEST];
  int[] results = new int[SMALLEST];
  int[] rejected = new int[SMALLEST];
  int[] letters = new int[SMALLEST];

  /**
   * @param maxFrames more different ids are refused
   */
  FrameTable(long maxFrames) {
    this.maxFrames = maxFrames;
  }

  /**
   * How many fit into so much memory, while the table grows as well: the largest table that does,
   * half full, and beside it a map of half its slots and a column of each width.
   */
  static long fitting(long bytes) {
    long slots = Math.min(1L << 30, Long.highestOneBit(bytes / (BYTES_PER_SLOT + GROWING)));
    return slots / 2;
  }

  /** The slot of an id; -1 if it is unknown. */
  int find(long id) {
    int slot = slot(id, ids);
    return ids[slot] == 0 ? -1 : slot;
  }

  /**
   * The slot of an id, from now on.
   *
   * @param id never 0
   */
  int add(long id) {
    int slot = slot(id, ids);
    if (ids[slot] != 0) {
      return slot;
    }
    if (size >= maxFrames) {
      throw new IllegalStateException(
          ("more than %d frames: what must be remembered of them does not fit into memory; audit a"
                  + " shorter time (--from, --to) or fewer --cameras, or give the JVM more"
                  + " (JAVA_TOOL_OPTIONS=-Xmx8g)")
              .formatted(maxFrames));
    }
    size++;
    if (size > ids.length / 2) {
      grow();
      slot = slot(id, ids);
    }
    ids[slot] = id;
    return slot;
  }

  void forEach(IntConsumer action) {
    for (int slot = 0; slot < ids.length; slot++) {
      if (ids[slot] != 0) {
        action.accept(slot);
      }
    }
  }

  private static int slot(long id, long[] ids) {
    int slot = (int) id & (ids.length - 1); // ids are hashes already
    while (ids[slot] != 0 && ids[slot] != id) {
      slot = (slot + 1) & (ids.length - 1);
    }
    return slot;
  }

  private void grow() {
    if (ids.length > 1 << 29) {
      throw new IllegalStateException("more frames than a table can hold; audit a shorter time");
    }
    long[] larger = new long[ids.length * 2];
    int[] moved = new int[ids.length];
    for (int slot = 0; slot < ids.length; slot++) {
      if (ids[slot] != 0) {
        moved[slot] = slot(ids[slot], larger);
        larger[moved[slot]] = ids[slot];
      }
    }
    offsets = move(offsets, moved);
    partitions = move(partitions, moved);
    cameras = move(cameras, moved);
    frames = move(frames, moved);
    results = move(results, moved);
    rejected = move(rejected, moved);
    letters = move(letters, moved);
    ids = larger;
  }

  private long[] move(long[] column, int[] moved) {
    long[] larger = new long[column.length * 2];
    for (int slot = 0; slot < column.length; slot++) {
      if (ids[slot] != 0) {
        larger[moved[slot]] = column[slot];
      }
    }
    return larger;
  }

  private int[] move(int[] column, int[] moved) {
    int[] larger = new int[column.length * 2];
    for (int slot = 0; slot < column.length; slot++) {
      if (ids[slot] != 0) {
        larger[moved[slot]] = column[slot];
      }
    }
    return larger;
  }
}
