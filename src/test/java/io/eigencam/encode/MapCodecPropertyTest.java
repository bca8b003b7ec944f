package io.eigencam.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.message.LayerMap;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class MapCodecPropertyTest {
  private static final CellToPicture CELLS = new CellToPicture(8, 0, 4, 0, 8, 4);

  @Property(tries = 500)
  void shouldNeverBeOffByMoreThanHalfALevel(
      @ForAll @Size(min = 1, max = 300) List<@FloatRange(min = -1e30f, max = 1e30f) Float> list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i);
    }

    LayerMap encoded =
        MapCodec.encode(new AttentionMap("p3", 0, 1, values.length, values, CELLS), 1);
    float[] decoded = MapCodec.decode(encoded).projection();

    double range = (double) encoded.getRawMax() - encoded.getRawMin();
    for (int i = 0; i < values.length; i++) {
      double tolerance = range / 510 + Math.ulp(Math.max(Math.abs(values[i]), (float) range));
      assertEquals(values[i], decoded[i], tolerance, "cell " + i);
    }
  }

  @Property(tries = 1000)
  void shouldRestoreWhatPredictionTookAway(
      @ForAll @Size(max = 200) byte[] levels, @ForAll @IntRange(min = 1, max = 20) int columns) {
    byte[] restored = MedianEdge.differences(levels, columns);
    MedianEdge.restore(restored, columns);

    assertArrayEquals(levels, restored);
  }

  @Property(tries = 1000)
  void shouldReadOrRefuseAnyPayload(
      @ForAll @Size(max = 60) byte[] payload,
      @ForAll @IntRange(min = -1, max = 8) int rows,
      @ForAll @IntRange(min = -1, max = 8) int columns,
      @ForAll @IntRange(min = 0, max = 4) int encoding) {
    CRC32C crc = new CRC32C();
    crc.update(payload);
    LayerMap message =
        LayerMap.newBuilder(
                MapCodec.encode(new AttentionMap("p3", 0, 1, 1, new float[1], CELLS), 1))
            .setEncoding(encoding)
            .setRows(rows)
            .setColumns(columns)
            .setPayload(ByteBuffer.wrap(payload))
            .setCrc32c(crc.getValue())
            .build();
    AttentionMap map;
    try {
      map = MapCodec.decode(message);
    } catch (MalformedMapException e) {
      return; // as it should
    }
    assertTrue(rows > 0 && columns > 0 && map.projection().length == rows * columns);
  }
}
