package io.eigencam.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.TextNode;
import io.eigencam.encode.MalformedMapException;
import io.eigencam.encode.MapCodec;
import io.eigencam.frame.AttentionMap;
import io.eigencam.fuzz.Damaged;
import io.eigencam.fuzz.FuzzWatch;
import io.eigencam.interop.SampleMessages;
import io.eigencam.message.AttentionMaps;
import io.eigencam.message.CameraFrame;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.LayerMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Messages of all kinds, behind a header that names a schema: of this kind, of another, of none.
 */
@AddLifecycleHook(FuzzWatch.class)
class MessageFuzzTest {
  private static final List<Class<? extends SpecificRecord>> KINDS =
      List.of(CameraFrame.class, FrameAnalysis.class, AttentionMaps.class);

  private static final class Parts {
    static final StubRegistry REGISTRY = registry();
    static final AvroSerde<CameraFrame> FRAMES = serde(CameraFrame.class);
    static final AvroSerde<FrameAnalysis> ANALYSES = serde(FrameAnalysis.class);
    static final AvroSerde<AttentionMaps> MAPS = serde(AttentionMaps.class);

    private static StubRegistry registry() {
      Map<String, String> answers =
          Map.of(
              "/schemas/ids/1", answer(CameraFrame.getClassSchema()),
              "/schemas/ids/2", answer(FrameAnalysis.getClassSchema()),
              "/schemas/ids/3", answer(AttentionMaps.getClassSchema()));
      try {
        return new StubRegistry(answers, 404, "{\"error_code\":40403,\"message\":\"none\"}");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String answer(Schema schema) {
      return "{\"schema\":%s}".formatted(TextNode.valueOf(PlainSchema.of(schema).toString()));
    }

    private static <T extends SpecificRecord> AvroSerde<T> serde(Class<T> type) {
      AvroSerde<T> serde = new AvroSerde<>(type);
      serde.configure(Map.of("schema.registry.url", REGISTRY.url()), false);
      return serde;
    }
  }

  @AfterContainer
  static void stopRegistry() {
    Parts.REGISTRY.close();
  }

  /** Bodies without their header. */
  private static List<byte[]> bodies() {
    List<byte[]> bodies = new ArrayList<>();
    CameraFrame frame = new CameraFrame(Instant.EPOCH, 7L, ByteBuffer.wrap(new byte[100]));
    bodies.add(body(frame));
    bodies.add(body(new CameraFrame(null, null, ByteBuffer.wrap(new byte[] {1}))));
    SampleMessages.analyses().forEach(message -> bodies.add(body(message)));
    SampleMessages.maps().forEach(message -> bodies.add(body(message)));
    return bodies;
  }

  @SuppressWarnings("unchecked")
  private static <T extends SpecificRecord> byte[] body(T message) {
    byte[] framed = new FramedWriter<>((Class<T>) message.getClass()).write(message, 0);
    return Arrays.copyOfRange(framed, WireFormat.HEADER_BYTES, framed.length);
  }

  /** Mostly with an id that the registry knows; each other one costs a request. */
  @Provide
  Arbitrary<byte[]> messages() {
    Arbitrary<Integer> ids =
        Arbitraries.frequencyOf(
            Tuple.of(1000, Arbitraries.integers().between(1, KINDS.size())),
            Tuple.of(1, Arbitraries.integers().between(-2, 20)));
    return Combinators.combine(Damaged.of(bodies()), ids)
        .as(
            (body, id) ->
                ByteBuffer.allocate(WireFormat.HEADER_BYTES + body.length)
                    .put(WireFormat.header(id))
                    .put(body)
                    .array());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldReadOrRefuseACameraFrame(@ForAll("messages") byte[] message) {
    readOrRefused(Parts.FRAMES, message);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldReadOrRefuseAnAnalysis(@ForAll("messages") byte[] message) {
    readOrRefused(Parts.ANALYSES, message);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldReadOrRefuseMaps(@ForAll("messages") byte[] message) {
    AttentionMaps maps = readOrRefused(Parts.MAPS, message);
    for (LayerMap map : maps == null ? List.<LayerMap>of() : maps.getMaps()) {
      try {
        AttentionMap read = MapCodec.decode(map);
        assertEquals(read.rows() * read.columns(), read.projection().length);
      } catch (MalformedMapException refused) {
        // as it should
      }
    }
  }

  private static <T extends SpecificRecord> T readOrRefused(AvroSerde<T> serde, byte[] message) {
    try {
      return serde.deserializer().deserialize("t", message);
    } catch (MalformedMessageException | UnknownSchemaException refused) {
      return null;
    }
  }
}
