package io.eigencam.alert;

import io.eigencam.alert.Region.Kind;
import io.eigencam.drift.CellDrift;
import io.eigencam.frame.Box;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.PictureSize;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds where attention was gained and lost: of each, the largest patch of neighbouring cells. */
public final class Regions {
  /** Standard deviations from the reference that make a cell part of a region. */
  private static final double FAR = 3;

  private Regions() {}

  /** At most one region of each kind. */
  public static List<Region> find(CellDrift drift, CellToPicture cells, PictureSize picture) {
    List<Region> found = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Patch largest = largest(drift, kind == Kind.GAINED ? 1 : -1);
      if (largest != null) {
        found.add(Region.of(kind, largest.box(cells, picture), picture, largest.peak));
      }
    }
    return found;
  }

  private static @Nullable Patch largest(CellDrift drift, int sign) {
    boolean[] seen = new boolean[drift.rows() * drift.columns()];
    Patch largest = null;
    for (int cell = 0; cell < seen.length; cell++) {
      if (!seen[cell] && isFar(drift, cell, sign)) {
        Patch patch = patch(drift, cell, sign, seen);
        if (largest == null || patch.cells > largest.cells) {
          largest = patch;
        }
      }
    }
    return largest;
  }

  private static boolean isFar(CellDrift drift, int cell, int sign) {
    return sign * z(drift, cell) > FAR;
  }

  private static double z(CellDrift drift, int cell) {
    return drift.z(cell / drift.columns(), cell % drift.columns());
  }

  /** Cells that touch by a side. */
  private static Patch patch(CellDrift drift, int first, int sign, boolean[] seen) {
    Patch patch = new Patch();
    Deque<Integer> waiting = new ArrayDeque<>(List.of(first));
    seen[first] = true;
    while (!waiting.isEmpty()) {
      int cell = waiting.pop();
      int row = cell / drift.columns();
      int column = cell % drift.columns();
      patch.add(row, column, sign * z(drift, cell));
      List<Integer> neighbours = new ArrayList<>();
      if (row > 0) {
        neighbours.add(cell - drift.columns());
      }
      if (row < drift.rows() - 1) {
        neighbours.add(cell + drift.columns());
      }
      if (column > 0) {
        neighbours.add(cell - 1);
      }
      if (column < drift.columns() - 1) {
        neighbours.add(cell + 1);
      }
      for (int next : neighbours) {
        if (!seen[next] && isFar(drift, next, sign)) {
          seen[next] = true;
          waiting.push(next);
        }
      }
    }
    return patch;
  }

  private static final class Patch {
    private int cells;
    private int top = Integer.MAX_VALUE;
    private int left = Integer.MAX_VALUE;
    private int bottom = -1;
    private int right = -1;
    private double peak;

    void add(int row, int column, double z) {
      cells++;
      top = Math.min(top, row);
      left = Math.min(left, column);
      bottom = Math.max(bottom, row);
      right = Math.max(right, column);
      peak = Math.max(peak, z);
    }

    Box box(CellToPicture toPicture, PictureSize picture) {
      return new Box(
          clamp(toPicture.x(left - 0.5, top - 0.5), picture.width()),
          clamp(toPicture.y(left - 0.5, top - 0.5), picture.height()),
          clamp(toPicture.x(right + 0.5, bottom + 0.5), picture.width()),
          clamp(toPicture.y(right + 0.5, bottom + 0.5), picture.height()));
    }

    private static float clamp(double value, int limit) {
      return (float) Math.max(0, Math.min(value, limit));
    }
  }
}
