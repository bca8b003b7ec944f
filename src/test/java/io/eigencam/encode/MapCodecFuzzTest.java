package io.eigencam.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.fuzz.Damaged;
import io.eigencam.fuzz.FuzzWatch;
import io.eigencam.message.LayerMap;
import io.eigencam.message.MapKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Payloads of real maps, damaged with the checksum right, and fields that do not fit them. */
@AddLifecycleHook(FuzzWatch.class)
class MapCodecFuzzTest {
  private static final int ROWS = 23;
  private static final int COLUMNS = 40;
  private static final CellToPicture CELLS = new CellToPicture(8, 0, 4, 0, 8, 4);

  @Provide
  Arbitrary<byte[]> payloads() {
    List<byte[]> seeds = new ArrayList<>();
    for (int encoding = 1; encoding <= MapCodec.NEWEST; encoding++) {
      seeds.add(map(encoding).getPayload().array());
    }
    return Damaged.of(seeds);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldReadOrRefuseAPayload(
      @ForAll("payloads") byte[] payload, @ForAll @IntRange(max = 4) int encoding) {
    CRC32C crc = new CRC32C();
    crc.update(payload);
    readOrRefused(
        LayerMap.newBuilder(map(1))
            .setEncoding(encoding)
            .setPayload(ByteBuffer.wrap(payload))
            .setCrc32c(crc.getValue())
            .build());
  }

  @Property
  void shouldReadOrRefuseAnyFields(
      @ForAll MapKind kind,
      @ForAll int component,
      @ForAll int rows,
      @ForAll int columns,
      @ForAll float min,
      @ForAll float max,
      @ForAll double cell,
      @ForAll @IntRange(min = 1, max = 3) int encoding) {
    LayerMap changed = map(encoding);
    changed.setKind(kind);
    changed.setComponent(component);
    changed.setRawMin(min);
    changed.setRawMax(max);
    changed.getCellToFrame().setA(cell);
    readOrRefused(changed);
    changed.setRows(rows);
    changed.setColumns(columns);
    readOrRefused(changed);
  }

  private static void readOrRefused(LayerMap map) {
    try {
      AttentionMap read = MapCodec.decode(map);
      assertEquals(map.getRows() * map.getColumns(), read.projection().length);
    } catch (MalformedMapException refused) {
      // as it should
    }
  }

  private static LayerMap map(int encoding) {
    Random random = new Random(5);
    float[] values = new float[ROWS * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (Math.sin(i / 50.0) + random.nextFloat() / 10);
    }
    return MapCodec.encode(new AttentionMap("p4", 0, ROWS, COLUMNS, values, CELLS), 1, encoding);
  }
}
