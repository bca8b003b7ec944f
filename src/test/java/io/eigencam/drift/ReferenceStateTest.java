package io.eigencam.drift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.CellRegion;
import io.eigencam.frame.LayerFeatures;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is learned of a camera survives a restart, in few bytes. */
class ReferenceStateTest {
  static List<DriftCase> cases() throws IOException {
    return DriftCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldMeasureTheSameAfterARestart(DriftCase golden) throws IOException {
    LayerReference reference = learn(golden.learnedFrames());

    LayerReference restored = LayerReference.read(reference.toBytes());

    assertArrayEquals(reference.toBytes(), restored.toBytes());
    for (LayerSample sample : golden.samples()) {
      MetricValues before = LayerMetrics.of(sample, reference).values();
      MetricValues after = LayerMetrics.of(sample, restored).values();
      for (DriftMetric metric : DriftMetric.values()) {
        assertEquals(before.get(metric), after.get(metric), metric.word());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldLearnTheSameAcrossARestart(DriftCase golden) throws IOException {
    List<LayerFeatures> frames = golden.learnedFrames();
    LayerReferenceBuilder builder = new LayerReferenceBuilder(frames.get(0));
    for (LayerFeatures frame : frames) {
      builder = LayerReferenceBuilder.read(builder.toBytes());
      builder.add(frame);
    }

    assertEquals(frames.size(), builder.frames());
    assertArrayEquals(learn(frames).toBytes(), builder.build().toBytes());
  }

  @ParameterizedTest
  @CsvSource({"45, 80, 64", "22, 40, 128", "12, 20, 256"})
  void shouldStaySmall(int rows, int columns, int channels) {
    // Given a layer of YOLOv8n at 640 for a 16:9 picture
    Random random = new Random(1);
    float[] values = new float[rows * columns * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 + random.nextFloat();
    }
    LayerFeatures layer = Layers.of("p4", 8, new CellRegion(0, 0, rows, columns), values);
    LayerReferenceBuilder builder = new LayerReferenceBuilder(layer);
    builder.add(layer);

    int learning = builder.toBytes().length;
    int learned = builder.build().toBytes().length;
    System.out.printf("%d channels: %d bytes, %d while learning%n", channels, learned, learning);

    int cells = PooledGrid.of(rows, columns).cells();
    assertTrue(learned <= 16 * channels + 6 * cells + 60, "a reference of " + learned);
    assertTrue(learning <= 64 * channels + 24 * cells + 60, "a builder of " + learning);
  }

  @Test
  void shouldKeepAReferenceOfNothing() throws IOException {
    LayerReference reference = learn(List.of(DriftCase.named("plain").samples().get(7).features()));

    LayerReference restored = LayerReference.read(reference.toBytes());

    assertEquals(0, restored.axis().length);
    assertEquals(0, restored.mapMean().length);
    assertEquals(reference.layer(), restored.layer());
    assertEquals(reference.grid(), restored.grid());
  }

  @Test
  void shouldRefuseWhatItDidNotWrite() throws IOException {
    byte[] reference = learn(DriftCase.named("plain").learnedFrames()).toBytes();
    byte[] builder =
        new LayerReferenceBuilder(DriftCase.named("plain").learnedFrames().get(0)).toBytes();
    for (int length : new int[] {0, 1, 20, reference.length - 1, reference.length + 1}) {
      byte[] cut = Arrays.copyOf(reference, length);
      assertThrows(IllegalArgumentException.class, () -> LayerReference.read(cut));
      byte[] other = Arrays.copyOf(builder, Math.min(length, builder.length - 1));
      assertThrows(IllegalArgumentException.class, () -> LayerReferenceBuilder.read(other));
    }
    reference[0] = 2;
    assertThrows(IllegalArgumentException.class, () -> LayerReference.read(reference));
  }

  private static LayerReference learn(List<LayerFeatures> frames) {
    LayerReferenceBuilder builder = new LayerReferenceBuilder(frames.get(0));
    frames.forEach(builder::add);
    return builder.build();
  }
}
