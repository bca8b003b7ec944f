package io.eigencam.endurance;

import java.util.List;

/**
 * The line of least squares through points.
 *
 * @param slope units of y per unit of x
 * @param error standard error of the slope, if the residuals were independent; those of memory are
 *     not, so take it as a lower bound
 */
record Trend(double slope, double error) {

  /** A point of a series. */
  record Point(double x, double y) {}

  static Trend of(List<Point> points) {
    if (points.size() < 3) {
      throw new IllegalArgumentException(points.size() + " points have no trend");
    }
    double meanX = points.stream().mapToDouble(Point::x).average().orElseThrow();
    double meanY = points.stream().mapToDouble(Point::y).average().orElseThrow();
    double product = 0;
    double square = 0;
    for (Point point : points) {
      product += (point.x - meanX) * (point.y - meanY);
      square += (point.x - meanX) * (point.x - meanX);
    }
    double slope = product / square;
    double rest = 0;
    for (Point point : points) {
      double residual = point.y - meanY - slope * (point.x - meanX);
      rest += residual * residual;
    }
    return new Trend(slope, Math.sqrt(rest / (points.size() - 2) / square));
  }
}
