package io.eigencam.registry;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.eigencam.message.AttentionMaps;
import io.eigencam.message.CameraFrame;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.standalone.EmbeddedRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A few bytes that claim to be a lot. */
@Timeout(180)
class HostileBytesTest {
  private static final String FRAME_WITH =
      """
      {"type":"record","name":"CameraFrame","namespace":"io.eigencam.message","fields":[
        {"name":"extra","type":%s},{"name":"picture","type":"bytes"}]}
      """;

  @TempDir Path folder;
  private EmbeddedRegistry registry;

  @BeforeEach
  void startRegistry() {
    registry = EmbeddedRegistry.start(folder);
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  /** A writer of binary Avro. */
  private interface Body {
    void write(BinaryEncoder encoder) throws IOException;
  }

  @Test
  void shouldNotBelieveThatAPictureHasTwoGigabytes() {
    refused(
        CameraFrame.class,
        CameraFrame.getClassSchema(),
        encoder -> {
          encoder.writeIndex(0);
          encoder.writeIndex(0);
          encoder.writeLong(Integer.MAX_VALUE - 8L); // the length of the picture
        });
  }

  @Test
  void shouldNotBelieveANegativeLength() {
    refused(
        CameraFrame.class,
        CameraFrame.getClassSchema(),
        encoder -> {
          encoder.writeIndex(0);
          encoder.writeIndex(0);
          encoder.writeLong(-5);
        });
  }

  @Test
  void shouldNotAllocateForAHugeList() {
    refused(
        FrameAnalysis.class,
        listOfNothing(FrameAnalysis.getClassSchema()),
        encoder -> encoder.writeLong(2_000_000_000L));
  }

  @Test
  void shouldNotAllocateForAListLongerThanJavaCanCount() {
    refused(
        AttentionMaps.class,
        mapsFirst(AttentionMaps.getClassSchema()),
        encoder -> encoder.writeLong(1L << 40));
  }

  /** The same fields, those that are lists before the others. */
  private static Schema mapsFirst(Schema ours) {
    List<Schema.Field> fields =
        ours.getFields().stream()
            .sorted(Comparator.comparing(field -> field.schema().getType() != Schema.Type.ARRAY))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList();
    return Schema.createRecord(ours.getName(), null, ours.getNamespace(), false, fields);
  }

  /** FrameAnalysis from a writer whose first field is a list of nulls: an item needs no bytes. */
  private static Schema listOfNothing(Schema ours) {
    String text = PlainSchema.of(ours).toString();
    return new Schema.Parser()
        .parse(
            text.replace(
                "\"fields\":[{\"name\":\"frame\"",
                "\"fields\":[{\"name\":\"extra\",\"type\":{\"type\":\"array\",\"items\":\"null\"}},"
                    + "{\"name\":\"frame\""));
  }

  @Test
  void shouldNotCountToTheMoonWhileSkipping() {
    refused(
        CameraFrame.class,
        extra("{\"type\":\"array\",\"items\":\"null\"}"),
        encoder -> {
          for (int block = 0; block < 1000; block++) {
            encoder.writeLong(1_000);
          }
        });
  }

  @Test
  void shouldNotFallOverDeepNesting() {
    refused(
        CameraFrame.class,
        extra(
            """
            {"type":"record","name":"Node","fields":[{"name":"next","type":["null","Node"]}]}
            """),
        encoder -> {
          for (int depth = 0; depth < 1_000_000; depth++) {
            encoder.writeIndex(1);
          }
        });
  }

  @Test
  void shouldRefuseAUnionBranchThatDoesNotExist() {
    refused(CameraFrame.class, CameraFrame.getClassSchema(), encoder -> encoder.writeIndex(77));
  }

  @Test
  void shouldRefuseALengthOfTooManyBytes() {
    refused(
        CameraFrame.class,
        CameraFrame.getClassSchema(),
        encoder -> encoder.writeFixed(HexFormat.of().parseHex("ffffffffffffffffffffffff")));
  }

  private static Schema extra(String type) {
    return new Schema.Parser().parse(FRAME_WITH.formatted(type));
  }

  private <T extends SpecificRecord> void refused(Class<T> type, Schema writer, Body body) {
    RegistryClient client = new RegistryClient(RegistrySettings.at(registry.url()));
    int id = client.register("hostile-value", PlainSchema.of(writer));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      body.write(encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    AvroDeserializer<T> deserializer = new AvroDeserializer<>(type);
    deserializer.configure(Map.of("schema.registry.url", registry.url()), false);

    assertTimeout(
        Duration.ofSeconds(40),
        () ->
            assertThrows(
                MalformedMessageException.class,
                () -> deserializer.deserialize("hostile", out.toByteArray())));
  }
}
