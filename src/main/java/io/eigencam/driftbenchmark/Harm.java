package io.eigencam.driftbenchmark;

import io.eigencam.frame.Box;
import io.eigencam.frame.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * How much a fault takes from a detector: F1 of what it finds against what it found in the same
 * frames without the fault. Same class and an IoU of at least 0.5 is the same thing.
 */
final class Harm {
  private static final double SAME = 0.5;

  private int common;
  private int found;
  private int wanted;

  /** Takes one frame; both lists with the most confident first. */
  void add(List<Detection> clean, List<Detection> faulty) {
    List<Detection> left = new ArrayList<>(clean);
    for (Detection detection : faulty) {
      Detection match = null;
      double best = SAME;
      for (Detection candidate : left) {
        double overlap = overlap(candidate.box(), detection.box());
        if (candidate.classId() == detection.classId() && overlap >= best) {
          best = overlap;
          match = candidate;
        }
      }
      if (match != null) {
        left.remove(match);
        common++;
      }
    }
    found += faulty.size();
    wanted += clean.size();
  }

  /** 0..1; 1 where nothing was there and nothing was found. */
  double f1() {
    return found + wanted == 0 ? 1 : 2.0 * common / (found + wanted);
  }

  private static double overlap(Box one, Box other) {
    double width = Math.min(one.x2(), other.x2()) - Math.max(one.x1(), other.x1());
    double height = Math.min(one.y2(), other.y2()) - Math.max(one.y1(), other.y1());
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double both = width * height;
    return both / (one.area() + other.area() - both);
  }
}
