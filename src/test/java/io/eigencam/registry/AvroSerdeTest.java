package io.eigencam.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.message.CameraFrame;
import io.eigencam.message.CaptureTimeSource;
import io.eigencam.message.FrameOrigin;
import io.eigencam.standalone.EmbeddedRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AvroSerdeTest {
  private static final CameraFrame FRAME =
      new CameraFrame(
          Instant.parse("2026-01-02T03:04:05.678901Z"), 7L, ByteBuffer.wrap(new byte[] {1, 2, 3}));

  @TempDir Path folder;
  private EmbeddedRegistry registry;
  private RegistryClient client;
  private AvroSerde<CameraFrame> serde;

  @BeforeEach
  void startRegistry() {
    registry = EmbeddedRegistry.start(folder);
    client = new RegistryClient(RegistrySettings.at(registry.url()));
    serde = new AvroSerde<>(CameraFrame.class);
    serde.configure(Map.of("schema.registry.url", registry.url()), false);
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @Test
  void shouldWriteConfluentsFraming() {
    byte[] bytes = serde.serializer().serialize("frames", FRAME);

    // 0x00, id 1, then: branch 1 of the union, the time, branch 1, 7, length 3, the picture
    assertArrayEquals(new byte[] {0, 0, 0, 0, 1, 2}, Arrays.copyOf(bytes, 6));
    assertArrayEquals(
        new byte[] {2, 14, 6, 1, 2, 3}, Arrays.copyOfRange(bytes, bytes.length - 6, bytes.length));
    assertEquals(FRAME, serde.deserializer().deserialize("frames", bytes));
  }

  @Test
  void shouldRegisterTheSchemaOfTheFile() throws IOException {
    serde.serializer().serialize("frames", FRAME);

    Schema file =
        new Schema.Parser().parse(Files.readString(Path.of("schemas", "CameraFrame.avsc")));
    assertEquals(file.toString(), client.byId(1).toString());
    assertEquals(1, client.find("frames-value", file));
  }

  @Test
  void shouldKeepTombstones() {
    assertNull(serde.serializer().serialize("frames", null));
    assertNull(serde.deserializer().deserialize("frames", null));
  }

  @Test
  void shouldNotRegisterWhereThatIsForbidden() {
    AvroSerializer<CameraFrame> obedient = new AvroSerializer<>(CameraFrame.class);
    obedient.configure(
        Map.of("schema.registry.url", registry.url(), "auto.register.schemas", "false"), false);

    UnknownSchemaException missing =
        assertThrows(UnknownSchemaException.class, () -> obedient.serialize("frames", FRAME));
    assertTrue(
        String.valueOf(missing.getMessage()).contains("eigencam schemas register"),
        missing.getMessage());

    serde.serializer().serialize("frames", FRAME);
    assertArrayEquals(
        serde.serializer().serialize("frames", FRAME), obedient.serialize("frames", FRAME));
  }

  @Test
  void shouldReadWhatAnOlderAndANewerProgramWrote() throws IOException {
    // Given an older schema without the sequence and a newer one with a field that we do not know
    Schema older =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"CameraFrame","namespace":"io.eigencam.message","fields":[
                  {"name":"captureTime","type":["null","long"],"default":null},
                  {"name":"picture","type":"bytes"}]}
                """);
    Schema newer =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"CameraFrame","namespace":"io.eigencam.message","fields":[
                  {"name":"sequence","type":["null","long"],"default":null},
                  {"name":"lens","type":{"type":"array","items":"string"},"default":[]},
                  {"name":"picture","type":"bytes"}]}
                """);
    GenericRecord old =
        new GenericRecordBuilder(older)
            .set("captureTime", 1_000_000L)
            .set("picture", ByteBuffer.wrap(new byte[] {1}))
            .build();
    GenericRecord young =
        new GenericRecordBuilder(newer)
            .set("sequence", 9L)
            .set("lens", java.util.List.of("wide", "macro"))
            .set("picture", ByteBuffer.wrap(new byte[] {2}))
            .build();

    // When, Then
    assertEquals(
        new CameraFrame(Instant.ofEpochSecond(1), null, ByteBuffer.wrap(new byte[] {1})),
        serde.deserializer().deserialize("frames", framed(old)));
    assertEquals(
        new CameraFrame(null, 9L, ByteBuffer.wrap(new byte[] {2})),
        serde.deserializer().deserialize("frames", framed(young)));
  }

  @Test
  void shouldReadAnEnumSymbolOfTheFutureAsItsDefault() throws IOException {
    // Given a program that knows one more source of capture times
    String text = FrameOrigin.getClassSchema().toString();
    Schema newer =
        new Schema.Parser()
            .parse(text.replace("\"RECORD_TIMESTAMP\"]", "\"RECORD_TIMESTAMP\",\"GPS\"]"));
    GenericRecord origin = new GenericData.Record(newer);
    for (Schema.Field field : newer.getFields()) {
      switch (field.schema().getType()) {
        case STRING -> origin.put(field.name(), "x");
        case LONG -> origin.put(field.name(), 1L);
        case INT -> origin.put(field.name(), 1);
        default -> origin.put(field.name(), new GenericData.EnumSymbol(field.schema(), "GPS"));
      }
    }
    AvroDeserializer<FrameOrigin> ours = new AvroDeserializer<>(FrameOrigin.class);
    ours.configure(Map.of("schema.registry.url", registry.url()), false);

    FrameOrigin read = ours.deserialize("frames", framed(origin));

    assertEquals(CaptureTimeSource.RECORD_TIMESTAMP, read.getCaptureTimeSource());
  }

  @Test
  void shouldSayThatAMessageIsOfAnotherKind() throws IOException {
    Schema weather =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"Weather","fields":[{"name":"celsius","type":"double"}]}
                """);

    UnknownSchemaException foreign =
        assertThrows(
            UnknownSchemaException.class,
            () ->
                serde
                    .deserializer()
                    .deserialize(
                        "frames",
                        framed(new GenericRecordBuilder(weather).set("celsius", 20.0).build())));

    assertTrue(String.valueOf(foreign.getMessage()).contains("Weather"), foreign.getMessage());
  }

  @Test
  void shouldRefuseEveryPartOfAMessage() {
    byte[] whole = serde.serializer().serialize("frames", FRAME);

    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(
          MalformedMessageException.class,
          () -> serde.deserializer().deserialize("frames", part),
          "the first " + length + " bytes");
    }
  }

  @Test
  void shouldRefuseWhatFollowsAMessage() {
    byte[] whole = serde.serializer().serialize("frames", FRAME);

    assertThrows(
        MalformedMessageException.class,
        () -> serde.deserializer().deserialize("frames", Arrays.copyOf(whole, whole.length + 1)));
  }

  @Test
  void shouldRefuseWhatIsNotFramed() {
    assertThrows(
        MalformedMessageException.class,
        () -> serde.deserializer().deserialize("frames", new byte[] {(byte) 0xff, 0, 0, 0, 1, 0}));
  }

  @Test
  void shouldNeedItsConfiguration() {
    assertThrows(
        IllegalStateException.class,
        () -> new AvroSerializer<>(CameraFrame.class).serialize("frames", FRAME));
    assertThrows(
        IllegalStateException.class,
        () ->
            new AvroDeserializer<>(CameraFrame.class)
                .deserialize("frames", new byte[] {0, 0, 0, 0, 1, 0}));
  }

  private byte[] framed(GenericRecord message) throws IOException {
    // every schema under a subject of its own: compatibility is not what these tests are about
    int id = client.register(message.getSchema().hashCode() + "-value", message.getSchema());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(message.getSchema()).write(message, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
