package io.eigencam.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.fuzz.Costly;
import io.eigencam.fuzz.Damaged;
import io.eigencam.fuzz.FuzzWatch;
import io.eigencam.fuzz.SeedPictures;
import io.eigencam.infer.Detector;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.TensorFlowDetector;
import io.eigencam.message.CameraFrame;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.model.ModelRejected;
import io.eigencam.registry.MessageSerdes;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.standalone.DataFolder;
import io.eigencam.standalone.EmbeddedRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Damaged records on the whole way from the topic of frames to the topics of results, through
 * TensorFlow as well: each gets its one result, and none is a defect of ours.
 */
@AddLifecycleHook(FuzzWatch.class)
class FramePathFuzzTest {
  private static final List<String> HEADER_NAMES =
      List.of("ce_id", "ce_time", "frame-sequence", "traceparent", "dlq-retry", "retry-of");
  private static final List<String> HEADER_VALUES =
      List.of(
          "hall-3/77",
          "2026-03-01T13:00:00.123456+01:00",
          "12",
          "999999999999999999",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  private static final class Parts {
    static final Logger REJECTIONS = Logger.getLogger(RejectionLog.class.getName());
    static final DataFolder DATA = DataFolder.temporary();
    static final EmbeddedRegistry REGISTRY = EmbeddedRegistry.start(DATA.folder("registry"));
    static final PathDriver SCRIPTED = path(new ScriptedDetector(), "scripted");
    static final Detector DETECTOR = detector();
    static final PathDriver REAL = path(DETECTOR, "real");

    static {
      REJECTIONS.setLevel(Level.OFF); // most inputs are
    }

    private static PathDriver path(Detector detector, String name) {
      return new PathDriver(detector, REGISTRY.url(), DATA.folder(name));
    }

    private static Detector detector() {
      try {
        return TensorFlowDetector.open(
            Path.of("demo-model", "saved_model"),
            DATA.folder("models"),
            DetectorSettings.defaults());
      } catch (ModelRejected | IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @AfterContainer
  static void close() {
    Parts.REJECTIONS.setLevel(null);
    Parts.SCRIPTED.close();
    Parts.REAL.close();
    Parts.DETECTOR.close();
    Parts.REGISTRY.close();
    Parts.DATA.close();
  }

  @Provide
  Arbitrary<byte[]> values() throws IOException {
    List<byte[]> seeds = new ArrayList<>(SeedPictures.small());
    try (var frames =
        MessageSerdes.values(
            CameraFrame.class, Map.of(RegistrySettings.URL, Parts.REGISTRY.url()))) {
      for (byte[] picture : SeedPictures.small().subList(0, 3)) {
        CameraFrame frame = new CameraFrame(PathDriver.NOW, 7L, ByteBuffer.wrap(picture));
        seeds.add(frames.serializer().serialize("camera-frames", frame));
      }
    }
    return Damaged.of(seeds);
  }

  /** The seeds of {@link SeedPictures}, which the decoders of TensorFlow are to see. */
  @Provide
  Arbitrary<byte[]> pictures() throws IOException {
    return Damaged.of(SeedPictures.all());
  }

  @Provide
  Arbitrary<byte[]> keys() {
    List<byte[]> seeds =
        List.of(bytes("hall-3"), bytes("Kamera 3/Öst"), new byte[255], new byte[0]);
    return Arbitraries.frequencyOf(
        Tuple.of(9, Arbitraries.just(seeds.get(0))), // or few values would ever be looked at
        Tuple.of(1, Damaged.of(seeds)));
  }

  @Provide
  Arbitrary<List<String>> headers() {
    List<byte[]> seeds = HEADER_VALUES.stream().map(FramePathFuzzTest::bytes).toList();
    return Combinators.combine(Arbitraries.of(HEADER_NAMES), Damaged.of(seeds))
        .as((name, value) -> List.of(name, new String(value, StandardCharsets.ISO_8859_1)))
        .list()
        .ofMaxSize(4)
        .map(pairs -> pairs.stream().flatMap(List::stream).toList());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldAnswerEveryRecord(
      @ForAll("keys") byte[] key,
      @ForAll("values") byte[] value,
      @ForAll("headers") @Size(max = 8) List<String> headers) {
    answered(Parts.SCRIPTED, key, value, headers);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Costly(40)
  void shouldAnswerEveryPictureWithTheModel(@ForAll("pictures") byte[] value) {
    answered(Parts.REAL, bytes("hall-3"), value, List.of());
  }

  private static void answered(PathDriver path, byte[] key, byte[] value, List<String> headers) {
    path.send(key, value, headers.toArray(String[]::new));

    List<FrameAnalysis> results = path.detections.readValuesToList();
    assertEquals(1, results.size());
    FrameAnalysis result = results.get(0);
    assertNotEquals(FrameStatus.SHED, result.getStatus());
    assertNotEquals("INTERNAL_ERROR", result.getReason());
    assertFalse(result.getFrame().getCaptureTime().isBefore(Instant.EPOCH));
    boolean rejected = result.getStatus() == FrameStatus.REJECTED;
    assertEquals(rejected ? 1 : 0, path.deadLetters.readRecordsToList().size());
    assertTrue(path.maps.readValuesToList().size() <= (rejected ? 0 : 1));
    path.observed.clear();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
