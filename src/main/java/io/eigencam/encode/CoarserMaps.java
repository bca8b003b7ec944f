package io.eigencam.encode;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.LayerMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The maps of a frame with half as many rows and columns, for topics that do not take more: each
 * cell is the mean of the four that it takes the place of, of two at an edge that is left over.
 */
public final class CoarserMaps {
  /** A map with no more rows and columns stays as it is. */
  private static final int SMALLEST = 8;

  private CoarserMaps() {}

  /**
   * @return null when the maps are as coarse as they may get
   */
  public static @Nullable AttentionMaps of(AttentionMaps maps) {
    List<LayerMap> coarser = maps.getMaps().stream().map(CoarserMaps::of).toList();
    return coarser.equals(maps.getMaps())
        ? null
        : AttentionMaps.newBuilder(maps).setMaps(coarser).build();
  }

  private static LayerMap of(LayerMap map) {
    return Math.max(map.getRows(), map.getColumns()) <= SMALLEST
        ? map
        : MapCodec.encode(halved(MapCodec.decode(map)), map.getSigma(), map.getEncoding());
  }

  private static AttentionMap halved(AttentionMap map) {
    int rows = (map.rows() + 1) / 2;
    int columns = (map.columns() + 1) / 2;
    float[] means = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        means[row * columns + column] = mean(map, 2 * row, 2 * column);
      }
    }
    CellToPicture cells = map.cellToPicture();
    return new AttentionMap(
        map.kind(),
        map.className(),
        map.layer(),
        map.component(),
        rows,
        columns,
        means,
        // the centre of a new cell lies between those of the old ones
        new CellToPicture(
            2 * cells.a(),
            2 * cells.b(),
            cells.x(0.5, 0.5),
            2 * cells.d(),
            2 * cells.e(),
            cells.y(0.5, 0.5)));
  }

  private static float mean(AttentionMap map, int firstRow, int firstColumn) {
    double sum = 0;
    int count = 0;
    for (int row = firstRow; row < Math.min(firstRow + 2, map.rows()); row++) {
      for (int column = firstColumn; column < Math.min(firstColumn + 2, map.columns()); column++) {
        sum += map.projection()[row * map.columns() + column];
        count++;
      }
    }
    return (float) (sum / count);
  }
}
