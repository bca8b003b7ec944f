package io.eigencam.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.frame.MapKind;
import io.eigencam.message.LayerMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapCodecTest {
  private static final CellToPicture CELLS = new CellToPicture(16, 0, 8, 0, 16, 8);

  private static AttentionMap map(int rows, int columns, float... values) {
    return new AttentionMap("p4", 1, rows, columns, values, CELLS);
  }

  @Test
  void shouldScaleBetweenSmallestAndLargestValue() {
    LayerMap encoded = MapCodec.encode(map(1, 4, -1f, 0f, 0.5f, 4f), 12.5);

    assertEquals(-1f, encoded.getRawMin());
    assertEquals(4f, encoded.getRawMax());
    assertEquals(12.5, encoded.getSigma());
    assertEquals("p4", encoded.getLayer());
    assertEquals(1, encoded.getComponent());
    assertEquals(8, encoded.getCellToFrame().getC());
    // 0, 51, 76.5 rounded up, 255
    assertArrayEquals(new byte[] {0, 51, 77, (byte) 255}, MapCodec.decodeLevels(encoded));
    AttentionMap decoded = MapCodec.decode(encoded);
    assertEquals(CELLS, decoded.cellToPicture());
    assertEquals(4f, decoded.projection()[3]);
  }

  @ParameterizedTest
  @EnumSource(MapKind.class)
  void shouldCarryTheKindAndTheClass(MapKind kind) {
    float[] values = {0.5f, 2};
    AttentionMap map = new AttentionMap(kind, "bus", "p4", 0, 1, 2, values, CELLS);

    AttentionMap decoded = MapCodec.decode(MapCodec.encode(map, 0));

    assertEquals(kind, decoded.kind());
    assertEquals("bus", decoded.className());
    assertNull(MapCodec.decode(MapCodec.encode(map(1, 2, values), 0)).className());
  }

  @Test
  void shouldRefuseAKindThatIsNewerThanThisReader() {
    LayerMap encoded = MapCodec.encode(map(1, 2, 0, 1), 1);
    encoded.setKind(io.eigencam.message.MapKind.OTHER);

    MalformedMapException refused =
        assertThrows(MalformedMapException.class, () -> MapCodec.decode(encoded));

    assertTrue(refused.getMessage().contains("update this reader"), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, 3.25f, -7f, Float.MAX_VALUE, Float.MIN_VALUE})
  void shouldKeepAConstantMapExactly(float value) {
    float[] values = new float[600];
    Arrays.fill(values, value);

    LayerMap encoded = MapCodec.encode(map(20, 30, values), 0);

    assertArrayEquals(values, MapCodec.decode(encoded).projection());
    assertTrue(encoded.getPayload().remaining() < 20, "bytes of a constant map");
  }

  @Test
  void shouldSpanTheWholeRangeOfFloats() {
    LayerMap encoded = MapCodec.encode(map(1, 3, -Float.MAX_VALUE, 0, Float.MAX_VALUE), 0);

    float[] decoded = MapCodec.decode(encoded).projection();

    assertEquals(-Float.MAX_VALUE, decoded[0]);
    assertEquals(Float.MAX_VALUE, decoded[2]);
    assertEquals(0, decoded[1], Float.MAX_VALUE / 255);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void shouldNotLetAnythingOutThatIsNotFinite(float value) {
    assertThrows(
        IllegalArgumentException.class, () -> MapCodec.encode(map(1, 3, 1f, value, 2f), 0));
  }

  @Test
  void shouldDeflateOnlyWhereThatIsShorter() {
    float[] smooth = new float[400];
    for (int i = 0; i < smooth.length; i++) {
      smooth[i] = i / 20;
    }

    assertEquals(MapCodec.PREDICTED, MapCodec.encode(map(20, 20, smooth), 0).getEncoding());
    assertEquals(MapCodec.RAW, MapCodec.encode(map(1, 3, 1, 2, 3), 0).getEncoding());
  }

  @ParameterizedTest
  @ValueSource(ints = {MapCodec.RAW, MapCodec.DEFLATED, MapCodec.PREDICTED})
  void shouldKeepToAnEncodingThatEveryReaderKnows(int encoding) {
    // Given
    AttentionMap map = smoothMap();

    // When
    LayerMap encoded = MapCodec.encode(map, 0, encoding);

    // Then
    assertEquals(encoding, encoded.getEncoding());
    assertArrayEquals(
        MapCodec.decodeLevels(MapCodec.encode(map, 0, MapCodec.RAW)),
        MapCodec.decodeLevels(encoded));
  }

  @Test
  void shouldTakeFewerBytesWithPrediction() {
    int deflated = MapCodec.encode(smoothMap(), 0, MapCodec.DEFLATED).getPayload().remaining();
    int predicted = MapCodec.encode(smoothMap(), 0, MapCodec.PREDICTED).getPayload().remaining();

    assertTrue(predicted < 0.75 * deflated, predicted + " bytes against " + deflated);
  }

  /** Waves as real maps have them, 45x80. */
  private static AttentionMap smoothMap() {
    float[] values = new float[45 * 80];
    for (int i = 0; i < values.length; i++) {
      double x = i % 80;
      double y = i / 80;
      values[i] = (float) (Math.sin(x / 7 + y / 11) + Math.cos(x * y / 300));
    }
    return map(45, 80, values);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, MapCodec.NEWEST + 1})
  void shouldRefuseToWriteAnEncodingThatThereIsNot(int encoding) {
    assertThrows(
        IllegalArgumentException.class, () -> MapCodec.encode(map(1, 2, 1, 2), 0, encoding));
    assertThrows(IllegalArgumentException.class, () -> new AttentionMapsEncoder(encoding));
  }

  /** The files are for good: every reader must read them, whatever later encodings there are. */
  @ParameterizedTest
  @ValueSource(ints = {MapCodec.RAW, MapCodec.DEFLATED, MapCodec.PREDICTED})
  void shouldReadTheExampleOfEveryEncoding(int encoding) throws IOException {
    byte[] payload = HexFormat.of().parseHex(resource("encoding-" + encoding + ".hex"));
    LayerMap message = message(encoding, 4, 6, payload);

    byte[] levels = MapCodec.decodeLevels(message);

    assertEquals(resource("levels.hex"), HexFormat.of().formatHex(levels));
    // value = rawMin + u8 / 255 * (rawMax - rawMin), with -2 and 3
    float[] values = MapCodec.decode(message).projection();
    assertEquals(-2f, values[0]);
    assertEquals(-2 + 0x80 / 255.0 * 5, values[1], 1e-6);
    assertEquals(3f, values[2]);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = MapCodecTest.class.getResourceAsStream("/encoding/" + name)) {
      return new String(in.readAllBytes()).strip();
    }
  }

  @Test
  void shouldNoticeEveryChangedBit() {
    LayerMap message = message(MapCodec.RAW, 1, 4, new byte[] {1, 2, 3, 4});
    for (int bit = 0; bit < 32; bit++) {
      byte[] changed = {1, 2, 3, 4};
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      LayerMap damaged = LayerMap.newBuilder(message).setPayload(ByteBuffer.wrap(changed)).build();

      assertThrows(MalformedMapException.class, () -> MapCodec.decode(damaged));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "03", "030000", "ffff", "4bcc", "0300aa"})
  void shouldRefuseDeflatedDataThatDoesNotFillTheGrid(String hex) {
    byte[] payload = HexFormat.of().parseHex(hex);
    for (int encoding : new int[] {MapCodec.DEFLATED, MapCodec.PREDICTED}) {
      LayerMap message = message(encoding, 1, 3, payload);

      assertThrows(MalformedMapException.class, () -> MapCodec.decode(message));
    }
  }

  @Test
  void shouldNotInflateBeyondTheGrid() {
    byte[] bomb = Deflate.compress(new byte[100_000_000]);

    assertThrows(
        MalformedMapException.class,
        () -> MapCodec.decode(message(MapCodec.DEFLATED, 20, 20, bomb)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 4", "4 0", "-1 -4", "65536 65536", "1 5"})
  void shouldRefuseAGridThatThePayloadIsNot(String size) {
    int rows = Integer.parseInt(size.split(" ")[0]);
    int columns = Integer.parseInt(size.split(" ")[1]);

    assertThrows(
        MalformedMapException.class,
        () -> MapCodec.decode(message(MapCodec.RAW, rows, columns, new byte[4])));
  }

  @Test
  void shouldRefuseAnEncodingOfTheFuture() {
    MalformedMapException unknown =
        assertThrows(
            MalformedMapException.class, () -> MapCodec.decode(message(4, 1, 1, new byte[1])));

    assertTrue(String.valueOf(unknown.getMessage()).contains("encoding 4"), unknown.getMessage());
  }

  private static LayerMap message(int encoding, int rows, int columns, byte[] payload) {
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(payload);
    return LayerMap.newBuilder(MapCodec.encode(map(1, 1, 0), 0))
        .setEncoding(encoding)
        .setRows(rows)
        .setColumns(columns)
        .setPayload(ByteBuffer.wrap(payload))
        .setRawMin(-2f)
        .setRawMax(3f)
        .setCrc32c(crc.getValue())
        .build();
  }
}
