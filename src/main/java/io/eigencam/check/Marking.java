package io.eigencam.check;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Detection;
import io.eigencam.frame.PictureSize;
import io.eigencam.picture.MapRaster;
import java.util.List;

/**
 * How well a map, as people see it, marks what the model found. Every layer's map is enlarged to
 * one raster over the picture, since on its own grid a coarse map has an easy game.
 *
 * @param correlation of the clipped map with the boxes, or with a classifier's map of its class,
 *     -1..1
 * @param lift share of the attention inside the boxes over their share of the picture, or the same
 *     weighted by the class map; 1 is chance
 */
public record Marking(double correlation, double lift) {
  private static final int LONGER_SIDE = 160;

  static Marking ofBoxes(AttentionMap map, List<Detection> detections, PictureSize picture) {
    MapRaster raster = raster(map, picture);
    List<Window> boxes =
        detections.stream().map(detection -> Window.of(detection.box(), picture)).toList();
    double[] mask = new double[raster.width() * raster.height()];
    for (int row = 0; row < raster.height(); row++) {
      double y = (row + 0.5) * picture.height() / raster.height();
      for (int column = 0; column < raster.width(); column++) {
        double x = (column + 0.5) * picture.width() / raster.width();
        boolean inside = boxes.stream().anyMatch(box -> box.contains(x, y));
        mask[row * raster.width() + column] = inside ? 1 : 0;
      }
    }
    return of(values(raster), mask);
  }

  static Marking ofClass(AttentionMap map, AttentionMap classMap, PictureSize picture) {
    return of(values(raster(map, picture)), values(raster(classMap, picture)));
  }

  private static Marking of(double[] attention, double[] target) {
    double all = 0;
    double targeted = 0;
    double both = 0;
    for (int i = 0; i < attention.length; i++) {
      all += attention[i];
      targeted += target[i];
      both += attention[i] * target[i];
    }
    double lift = all > 0 && targeted > 0 ? both / all / (targeted / target.length) : 0;
    return new Marking(MapLikeness.pearson(attention, target), lift);
  }

  private static MapRaster raster(AttentionMap map, PictureSize picture) {
    double scale = (double) LONGER_SIDE / Math.max(picture.width(), picture.height());
    return MapRaster.of(
        map,
        picture,
        (int) Math.max(1, Math.round(scale * picture.width())),
        (int) Math.max(1, Math.round(scale * picture.height())));
  }

  private static double[] values(MapRaster raster) {
    double[] values = new double[raster.width() * raster.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = raster.value(i % raster.width(), i / raster.width());
    }
    return values;
  }
}
