package io.eigencam.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eigencam.message.CameraFrame;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever the bytes are: a message comes out, or one of our exceptions, and soon. */
class AvroDeserializerPropertyTest {
  private static final String ANSWER =
      "{\"id\":1,\"schema\":%s}"
          .formatted(
              com.fasterxml.jackson.databind.node.TextNode.valueOf(
                  PlainSchema.of(CameraFrame.getClassSchema()).toString()));

  private static final class Registry {
    static final StubRegistry STUB = start();
    static final AvroSerde<CameraFrame> SERDE = serde();

    private static StubRegistry start() {
      try {
        return new StubRegistry(200, ANSWER);
      } catch (java.io.IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static AvroSerde<CameraFrame> serde() {
      AvroSerde<CameraFrame> serde = new AvroSerde<>(CameraFrame.class);
      serde.configure(Map.of("schema.registry.url", STUB.url()), false);
      return serde;
    }
  }

  @BeforeContainer
  static void startRegistry() {
    Registry.SERDE.serializer();
  }

  @AfterContainer
  static void stopRegistry() {
    Registry.STUB.close();
  }

  @Property(tries = 500)
  void shouldGiveBackWhatWasWritten(
      @ForAll long micros, @ForAll long sequence, @ForAll @Size(max = 200) byte[] picture) {
    CameraFrame frame =
        new CameraFrame(
            Instant.EPOCH.plus(micros / 1000, java.time.temporal.ChronoUnit.MICROS),
            sequence,
            ByteBuffer.wrap(picture));

    byte[] bytes = Registry.SERDE.serializer().serialize("t", frame);

    assertEquals(frame, Registry.SERDE.deserializer().deserialize("t", bytes));
  }

  @Property(tries = 2000)
  void shouldReadOrRefuseAnything(@ForAll @Size(max = 100) byte[] body) {
    byte[] message = ByteBuffer.allocate(5 + body.length).put(5, body).putInt(1, 1).array();

    readsOrRefuses(message);
  }

  @Property(tries = 2000)
  void shouldReadOrRefuseADamagedMessage(
      @ForAll @Size(max = 60) byte[] picture,
      @ForAll @IntRange(min = 5, max = 80) int position,
      @ForAll byte changed,
      @ForAll @IntRange(min = -3, max = 3) int longer) {
    CameraFrame frame = new CameraFrame(Instant.EPOCH, 1L, ByteBuffer.wrap(picture));
    byte[] message = Registry.SERDE.serializer().serialize("t", frame);
    message[Math.min(position, message.length - 1)] = changed;

    readsOrRefuses(Arrays.copyOf(message, message.length + longer));
  }

  @Example
  void shouldRefuseTheEmptyMessage() {
    readsOrRefuses(new byte[0]);
  }

  private static void readsOrRefuses(byte[] message) {
    CameraFrame read;
    try {
      read = Registry.SERDE.deserializer().deserialize("t", message);
    } catch (MalformedMessageException | UnknownSchemaException e) {
      return; // as it should
    }
    // what was read fills the message: nothing is left over
    assertEquals(read, Registry.SERDE.deserializer().deserialize("t", message.clone()));
    if (read.getPicture().remaining() > message.length) {
      throw new AssertionError("a picture longer than its message");
    }
  }
}
