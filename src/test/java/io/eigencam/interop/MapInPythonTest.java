package io.eigencam.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eigencam.encode.MapCodec;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.message.LayerMap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thirty lines of Python read the maps that we write, in every encoding. */
@Timeout(120)
class MapInPythonTest {
  private static final Duration SCRIPT = Duration.ofSeconds(30);

  @BeforeAll
  static void needsPython() throws InterruptedException {
    boolean there;
    try {
      there = ExternalProgram.run(Path.of("."), SCRIPT, List.of("python3", "-V")).exitCode() == 0;
    } catch (IOException missing) {
      there = false;
    }
    if (!there) {
      System.out.println("skipped: there is no python3 on the path");
    }
    assumeTrue(there, "there is no python3 on the path");
  }

  @Test
  void shouldReadAMapInEveryEncoding() throws Exception {
    AttentionMap map = wave(23, 40);
    for (int encoding = MapCodec.RAW; encoding <= MapCodec.NEWEST; encoding++) {
      // Given
      LayerMap message = MapCodec.encode(map, 1, encoding);
      assertEquals(encoding, message.getEncoding());

      // When
      JsonNode read = read(message);

      // Then
      String levels = HexFormat.of().formatHex(MapCodec.decodeLevels(message));
      assertEquals(levels, read.path("levels").asText(), "encoding " + encoding);
      float[] values = MapCodec.decode(message).projection();
      for (int i = 0; i < values.length; i++) {
        assertEquals(values[i], read.path("values").path(i).asDouble(), 1e-6, "cell " + i);
      }
    }
  }

  private static AttentionMap wave(int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(9 * Math.sin(i % columns / 5.0) - 20 * Math.cos(i / columns / 4.0));
    }
    return new AttentionMap("p4", 0, rows, columns, values, new CellToPicture(16, 0, 8, 0, 16, 8));
  }

  private static JsonNode read(LayerMap message) throws IOException, InterruptedException {
    byte[] payload = new byte[message.getPayload().remaining()];
    message.getPayload().duplicate().get(payload);
    ExternalProgram.Output output =
        ExternalProgram.run(
            Path.of("."),
            SCRIPT,
            List.of(
                "python3",
                Path.of("src", "test", "python", "read_map.py").toString(),
                String.valueOf(message.getEncoding()),
                String.valueOf(message.getRows()),
                String.valueOf(message.getColumns()),
                String.valueOf(message.getRawMin()),
                String.valueOf(message.getRawMax()),
                HexFormat.of().formatHex(payload)));
    assertEquals(0, output.exitCode(), output.summary());
    return new ObjectMapper().readTree(output.lines().get(0));
  }
}
