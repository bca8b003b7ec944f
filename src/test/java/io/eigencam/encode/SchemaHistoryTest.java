package io.eigencam.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.eigencam.message.AttentionMaps;
import io.eigencam.message.CameraFrame;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.LayerMap;
import io.eigencam.message.MapKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether today's readers understand what every earlier version wrote: BACKWARD. */
class SchemaHistoryTest {
  private static final Path HISTORY = Path.of("schemas", "history");

  static List<Path> versions() throws IOException {
    try (Stream<Path> files = Files.list(HISTORY)) {
      return files.filter(file -> !message(file).equals("FrameOrigin")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void shouldReadWhatEarlierVersionsWrote(Path version) throws IOException {
    Schema today =
        switch (message(version)) {
          case "AttentionMaps" -> AttentionMaps.getClassSchema();
          case "CameraFrame" -> CameraFrame.getClassSchema();
          case "FrameAnalysis" -> FrameAnalysis.getClassSchema();
          default -> throw new IllegalArgumentException("no message: " + version);
        };

    var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(today, parse(version));

    assertEquals(
        SchemaCompatibilityType.COMPATIBLE, compatibility.getType(), compatibility.toString());
  }

  @Test
  void shouldTakeAMapWithoutAKindForEigenCam() throws IOException {
    // Given a message of the first version
    Schema first = parse(HISTORY.resolve("AttentionMaps-1.avsc"));
    Schema layerMap = first.getField("maps").schema().getElementType();
    GenericRecord cells = new GenericData.Record(layerMap.getField("cellToFrame").schema());
    List.of("a", "b", "c", "d", "e", "f").forEach(name -> cells.put(name, 1.0));
    GenericRecord map = new GenericData.Record(layerMap);
    map.put("layer", "p4");
    map.put("component", 0);
    map.put("rows", 1);
    map.put("columns", 1);
    map.put("encoding", 1);
    map.put("payload", ByteBuffer.wrap(new byte[1]));
    map.put("rawMin", -1f);
    map.put("rawMax", 1f);
    map.put("sigma", 2.0);
    map.put("cellToFrame", cells);
    map.put("crc32c", 0L);
    assertFalse(layerMap.getFields().stream().anyMatch(field -> field.name().equals("kind")));
    GenericRecord maps = new GenericData.Record(first);
    maps.put("frame", frame(first.getField("frame").schema()));
    maps.put("modelDigest", "d");
    maps.put("maps", List.of(map));

    // When
    LayerMap read = read(first, maps).getMaps().get(0);

    // Then
    assertEquals(MapKind.EIGEN, read.getKind());
    assertNull(read.getClassName());
    assertEquals("p4", read.getLayer());
  }

  @Test
  void shouldTakeAnAnalysisThatDoesNotSayForOneOfEveryFrame() throws IOException {
    // Given a message of the first version
    Schema first = parse(HISTORY.resolve("FrameAnalysis-1.avsc"));
    assertNull(first.getField("explainEvery"));
    GenericRecord written = new GenericData.Record(first);
    written.put("frame", frame(first.getField("frame").schema()));
    written.put("status", new GenericData.EnumSymbol(first.getField("status").schema(), "SHED"));
    written.put("reason", "LATE");
    for (String list : List.of("detections", "classifications", "attention")) {
      written.put(list, List.of());
    }
    written.put("detectionsTotal", 0);
    written.put("detectionsReported", 0);
    written.put(
        "mapStatus", new GenericData.EnumSymbol(first.getField("mapStatus").schema(), "FAILED"));
    written.put("timings", Map.of("ingest", 12L));

    // When
    FrameAnalysis read =
        new SpecificDatumReader<FrameAnalysis>(first, FrameAnalysis.getClassSchema())
            .read(null, DecoderFactory.get().binaryDecoder(bytes(first, written), null));

    // Then
    assertEquals(1, read.getExplainEvery());
    assertEquals("LATE", read.getReason());
    assertEquals(Map.of("ingest", 12L), read.getTimings());
  }

  private static AttentionMaps read(Schema written, GenericRecord maps) throws IOException {
    return new SpecificDatumReader<AttentionMaps>(written, AttentionMaps.getClassSchema())
        .read(null, DecoderFactory.get().binaryDecoder(bytes(written, maps), null));
  }

  private static byte[] bytes(Schema written, GenericRecord message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(written).write(message, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static GenericRecord frame(Schema schema) {
    GenericRecord frame = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      frame.put(field.name(), anything(field.schema()));
    }
    return frame;
  }

  private static Object anything(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> "x";
      case INT -> 1;
      case LONG -> Instant.EPOCH.toEpochMilli();
      case ENUM -> new GenericData.EnumSymbol(schema, schema.getEnumSymbols().get(0));
      case UNION -> anything(schema.getTypes().get(schema.getTypes().size() - 1));
      default -> throw new IllegalArgumentException("no value for " + schema);
    };
  }

  private static Schema parse(Path version) throws IOException {
    Schema.Parser parser = new Schema.Parser();
    parser.parse(Files.readString(HISTORY.resolve("FrameOrigin-1.avsc")));
    return parser.parse(Files.readString(version));
  }

  private static String message(Path version) {
    String file = version.getFileName().toString();
    return file.substring(0, file.indexOf('-'));
  }
}
