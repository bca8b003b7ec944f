package io.eigencam.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.PictureSize;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapScaleTest {
  private static final CellToPicture CELLS = new CellToPicture(8, 0, 4, 0, 8, 4);

  @Test
  void shouldLeaveAWeakComponentWeak() {
    // Given a strong and a weak component, another layer, and the energy of the first
    AttentionMap strong = map(MapKind.EIGEN, "p3", 0, 8);
    AttentionMap weak = map(MapKind.EIGEN, "p3", 1, 2);
    AttentionMap other = map(MapKind.EIGEN, "p4", 0, 3);
    AttentionMap energy = map(MapKind.ENERGY, "p3", 0, 50);

    MapScale scale = new MapScale(List.of(strong, weak, other, energy));

    assertEquals(8, scale.top(strong));
    assertEquals(8, scale.top(weak));
    assertEquals(3, scale.top(other));
    assertEquals(50, scale.top(energy));
    MapRaster raster = MapRaster.of(weak, new PictureSize(16, 8), 2, 1, scale.top(weak));
    assertEquals(0.25, raster.value(1, 0), 1e-6);
  }

  private static AttentionMap map(MapKind kind, String layer, int component, float value) {
    return new AttentionMap(kind, null, layer, component, 1, 2, new float[] {0, value}, CELLS);
  }
}
