package io.eigencam.encode;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.message.CellToFrame;
import io.eigencam.message.LayerMap;
import io.eigencam.message.MapKind;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A map as few bytes: every cell as one of 256 levels between the map's smallest and largest signed
 * value, {@code value = rawMin + u8 / 255 * (rawMax - rawMin)}, so that no value is off by more
 * than half a level. The number of the encoding stands in the message and never changes its
 * meaning; the files below {@code src/test/resources/encoding} pin each.
 */
public final class MapCodec {
  /** u8, row-major. */
  public static final int RAW = 1;

  /** The same, raw deflate (RFC 1951). */
  public static final int DEFLATED = 2;

  /** The differences of {@link MedianEdge}, raw deflate: a quarter shorter on real maps. */
  public static final int PREDICTED = 3;

  /** What an encoder uses where nobody asks for less. */
  public static final int NEWEST = PREDICTED;

  private static final int LEVELS = 255;
  private static final int MOST_CELLS =
      1 << 22; // a 2048 x 2048 grid; real ones have some thousands

  private MapCodec() {}

  /** As {@link #encode(AttentionMap, double, int)}, in the newest encoding. */
  public static LayerMap encode(AttentionMap map, double sigma) {
    return encode(map, sigma, NEWEST);
  }

  /**
   * Encodes a map; {@link #RAW} where compression would not be shorter.
   *
   * @param sigma singular value of the map's component
   * @param encoding what to compress it with: no newer than what every reader knows
   * @throws IllegalArgumentException if a value is not finite
   */
  public static LayerMap encode(AttentionMap map, double sigma, int encoding) {
    float[] values = map.projection(); // (rows, columns)
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "the attention map of layer %s holds %s".formatted(map.layer(), value));
      }
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    byte[] levels = levels(values, min, max);
    byte[] compressed = compress(levels, map.columns(), encoding);
    boolean shorter = compressed.length < levels.length;
    byte[] payload = shorter ? compressed : levels;
    CellToPicture cells = map.cellToPicture();
    return LayerMap.newBuilder()
        .setKind(MapKind.valueOf(map.kind().name()))
        .setClassName(map.className())
        .setLayer(map.layer())
        .setComponent(map.component())
        .setRows(map.rows())
        .setColumns(map.columns())
        .setEncoding(shorter ? encoding : RAW)
        .setPayload(ByteBuffer.wrap(payload))
        .setRawMin(min)
        .setRawMax(max)
        .setSigma(sigma)
        .setCellToFrame(
            new CellToFrame(cells.a(), cells.b(), cells.c(), cells.d(), cells.e(), cells.f()))
        .setCrc32c(crc32c(payload))
        .build();
  }

  private static byte[] compress(byte[] levels, int columns, int encoding) {
    return switch (encoding) {
      case RAW -> levels;
      case DEFLATED -> Deflate.compress(levels);
      case PREDICTED -> Deflate.compressDifferences(MedianEdge.differences(levels, columns));
      default ->
          throw new IllegalArgumentException(
              "map encoding %d: it is 1 to %d".formatted(encoding, NEWEST));
    };
  }

  /** In double: the range of two floats may overflow a float. A constant map is all zero. */
  private static byte[] levels(float[] values, float min, float max) {
    double range = (double) max - min;
    double scale = range > 0 ? LEVELS / range : 0;
    byte[] levels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      levels[i] = (byte) Math.round(((double) values[i] - min) * scale);
    }
    return levels;
  }

  /**
   * The map again.
   *
   * @throws MalformedMapException if the payload is damaged, does not fill the grid, or its
   *     encoding or kind is unknown
   */
  public static AttentionMap decode(LayerMap map) {
    byte[] levels = decodeLevels(map);
    double min = map.getRawMin();
    double range = (double) map.getRawMax() - map.getRawMin();
    if (!Double.isFinite(range) || range < 0) {
      throw new MalformedMapException(
          "layer %s: no range: %s to %s"
              .formatted(map.getLayer(), map.getRawMin(), map.getRawMax()));
    }
    float[] values = new float[levels.length];
    for (int i = 0; i < levels.length; i++) {
      values[i] = (float) (min + Byte.toUnsignedInt(levels[i]) / (double) LEVELS * range);
    }
    CellToFrame cells = map.getCellToFrame();
    return new AttentionMap(
        kind(map),
        map.getClassName(),
        map.getLayer(),
        map.getComponent(),
        map.getRows(),
        map.getColumns(),
        values,
        new CellToPicture(
            cells.getA(), cells.getB(), cells.getC(), cells.getD(), cells.getE(), cells.getF()));
  }

  private static io.eigencam.frame.MapKind kind(LayerMap map) {
    if (map.getKind() == MapKind.OTHER) {
      throw new MalformedMapException(
          "layer %s: the kind of map is unknown here; update this reader"
              .formatted(map.getLayer()));
    }
    return io.eigencam.frame.MapKind.valueOf(map.getKind().name());
  }

  /**
   * The levels alone, (rows, columns), unsigned.
   *
   * @throws MalformedMapException as {@link #decode}
   */
  public static byte[] decodeLevels(LayerMap map) {
    int rows = map.getRows();
    int columns = map.getColumns();
    if (rows < 1 || columns < 1 || (long) rows * columns > MOST_CELLS) {
      throw new MalformedMapException(
          "layer %s: %dx%d cells are no grid".formatted(map.getLayer(), rows, columns));
    }
    byte[] payload = new byte[map.getPayload().remaining()];
    map.getPayload().duplicate().get(payload);
    if (crc32c(payload) != map.getCrc32c()) {
      throw new MalformedMapException(
          "layer %s: the payload is damaged, its checksum differs".formatted(map.getLayer()));
    }
    byte[] levels =
        switch (map.getEncoding()) {
          case RAW -> payload;
          case DEFLATED -> Deflate.expand(payload, rows * columns);
          case PREDICTED -> {
            byte[] expanded = Deflate.expand(payload, rows * columns);
            MedianEdge.restore(expanded, columns);
            yield expanded;
          }
          default ->
              throw new MalformedMapException(
                  "layer %s: encoding %d is unknown here; update this reader"
                      .formatted(map.getLayer(), map.getEncoding()));
        };
    if (levels.length != rows * columns) {
      throw new MalformedMapException(
          "layer %s: %d values do not fill %dx%d cells"
              .formatted(map.getLayer(), levels.length, rows, columns));
    }
    return levels;
  }

  private static long crc32c(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }
}
