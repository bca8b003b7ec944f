package io.eigencam.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.CaptureTimeSource;
import io.eigencam.message.FrameOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoarserMapsTest {
  @Test
  void shouldHalveTheGridAndStayInItsPlace() {
    // Given: 9 x 12 cells of 8 pixels, the value of each its column
    float[] values = new float[9 * 12];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 12;
    }

    // When
    AttentionMaps coarser = CoarserMaps.of(maps(map(9, 12, values)));

    // Then
    assertNotNull(coarser);
    AttentionMap half = MapCodec.decode(coarser.getMaps().get(0));
    assertEquals(5, half.rows());
    assertEquals(6, half.columns());
    assertEquals(0.5, half.projection()[0], 0.05);
    assertEquals(10.5, half.projection()[4 * 6 + 5], 0.05, "of the row that is left over");
    // the first new cell covers pixels 0 to 16
    assertEquals(8, half.cellToPicture().x(0, 0));
    assertEquals(8, half.cellToPicture().y(0, 0));
    assertEquals(24, half.cellToPicture().x(1, 1));
    assertEquals(24, half.cellToPicture().y(1, 1));
  }

  @Test
  void shouldEndSomewhere() {
    AttentionMaps maps = maps(map(160, 160, new float[160 * 160]));
    List<Integer> rows = new ArrayList<>();
    while (maps != null) {
      rows.add(maps.getMaps().get(0).getRows());
      maps = CoarserMaps.of(maps);
    }

    assertEquals(List.of(160, 80, 40, 20, 10, 5), rows);
    assertNull(CoarserMaps.of(maps(map(1, 8, new float[8]))));
  }

  private static AttentionMap map(int rows, int columns, float[] values) {
    return new AttentionMap("p3", 0, rows, columns, values, new CellToPicture(8, 0, 4, 0, 8, 4));
  }

  private static AttentionMaps maps(AttentionMap map) {
    return AttentionMaps.newBuilder()
        .setFrame(
            FrameOrigin.newBuilder()
                .setCameraId("left")
                .setSequence(1)
                .setId("left-1")
                .setCaptureTime(Instant.EPOCH)
                .setCaptureTimeSource(CaptureTimeSource.HEADER)
                .setIngestTime(Instant.EPOCH)
                .setProcessedTime(Instant.EPOCH)
                .setWidth(96)
                .setHeight(72)
                .build())
        .setModelDigest("0".repeat(64))
        .setMaps(List.of(MapCodec.encode(map, 1)))
        .build();
  }
}
