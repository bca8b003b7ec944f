package io.eigencam.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.eigencam.encode.MapCodec;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.CellToPicture;
import io.eigencam.message.LayerMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page's own code reads the maps that we write, in every encoding. */
@NeedsChromium
@Timeout(120)
class MapInBrowserTest {
  private static final Path READER =
      Path.of("src", "main", "resources", "META-INF", "resources", "page", "map-cells.js");

  private static final String DECODE =
      """
      async ({source, encoding, columns, payload}) => {
        const url = URL.createObjectURL(new Blob([source], {type: "text/javascript"}));
        const {cells} = await import(url);
        const bytes = payload.match(/../g).map((hex) => parseInt(hex, 16));
        const decoded = await cells({encoding, columns}, new Uint8Array(bytes));
        return [...decoded].map((cell) => cell.toString(16).padStart(2, "0")).join("");
      }
      """;

  @Test
  void shouldReadAMapInEveryEncoding() throws Exception {
    // Given
    int rows = 23;
    int columns = 40;
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(9 * Math.sin(i % columns / 5.0) - 20 * Math.cos(i / columns / 4.0));
    }
    AttentionMap map =
        new AttentionMap("p4", 0, rows, columns, values, new CellToPicture(16, 0, 8, 0, 16, 8));
    try (Browser browser = new Browser()) {
      Page page = browser.page(320, 200, ColorScheme.LIGHT);
      for (int encoding = MapCodec.RAW; encoding <= MapCodec.NEWEST; encoding++) {
        LayerMap message = MapCodec.encode(map, 1, encoding);
        assertEquals(encoding, message.getEncoding());
        byte[] payload = new byte[message.getPayload().remaining()];
        message.getPayload().duplicate().get(payload);

        // When
        Object cells =
            page.evaluate(
                DECODE,
                Map.of(
                    "source",
                    Files.readString(READER),
                    "columns",
                    columns,
                    "encoding",
                    encoding,
                    "payload",
                    HexFormat.of().formatHex(payload)));

        // Then
        assertEquals(
            HexFormat.of().formatHex(MapCodec.decodeLevels(message)),
            cells,
            "encoding " + encoding);
      }
    }
  }
}
