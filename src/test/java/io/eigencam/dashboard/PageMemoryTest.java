package io.eigencam.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The page in a real browser, its server played by the test: cameras come and go. */
@QuarkusTest
@QuarkusTestResource(LiveKafka.class)
@NeedsChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class PageMemoryTest {
  @TestHTTPResource("/")
  URI address;

  private Browser browser;

  @BeforeAll
  void openBrowser() {
    browser = new Browser();
  }

  @AfterAll
  void closeBrowser() {
    browser.close();
  }

  @Test
  void shouldBeDoneWithTheFramesOfACameraThatGoes() throws IOException {
    try (PlayedServer server = new PlayedServer(browser, address, 800, 600)) {
      // Given: a page with three cameras, of which one has frames that are not due yet
      Page page = server.page();
      Instant captured = Instant.now();
      server.figures(4, "a", "b", "c");
      for (String camera : new String[] {"a", "b", "c"}) {
        send(server, camera, 1, captured);
      }
      page.waitForCondition(() -> server.acknowledged() == 4);
      assertEquals(3, page.locator("#wall .camera").count());
      assertTrue(
          page.locator("#totals").textContent().startsWith("showing 3 of 7 cameras"),
          page.locator("#totals").textContent());
      for (int number = 2; number < 6; number++) {
        send(server, "b", number, captured.plusMillis(1990));
      }

      // When
      server.figures(0, "a");

      // Then the server hears that it may send as much as before
      page.waitForCondition(() -> server.acknowledged() == 9);
      assertEquals(1, page.locator("#wall .camera").count());
      assertTrue(
          page.locator("#totals").textContent().startsWith("1 camera ·"),
          page.locator("#totals").textContent());
    }
  }

  @Test
  void shouldLetGoOfACardThatIsClosed() {
    Page page = browser.open(address.toString(), 800, 600, ColorScheme.DARK);

    Object seen =
        page.evaluate(
            """
            async () => {
              const { CameraCard } = await import("/page/camera-card.js");
              const { settings } = await import("/page/settings.js");
              const image = () => createImageBitmap(new ImageData(8, 6));
              const head = { captureTime: null, status: null, model: null, detections: [],
                detectionsTotal: 0, classifications: [], attention: [] };
              const card = new CameraCard("closed", document.getElementById("card"));
              document.getElementById("wall").append(card.element);
              let done = 0, redrawn = 0;
              const shown = await image(), waiting = await image(), late = await image();
              card.add({ head, image: shown, maps: [] }, () => done++);
              card.animate();
              card.add({ head, image: waiting, maps: [] }, () => done++);
              card.redraw = () => redrawn++;
              settings.set("boxes", settings.get("boxes"));
              const before = redrawn;
              card.close();
              card.add({ head, image: late, maps: [] }, () => done++);
              settings.set("boxes", settings.get("boxes"));
              return [before, redrawn, done, shown.width, waiting.width, late.width,
                card.element.isConnected];
            }
            """);

    assertEquals(Arrays.asList(1, 1, 3, 0, 0, 0, false), seen);
    page.close();
  }

  private static void send(PlayedServer server, String camera, int number, Instant captured)
      throws IOException {
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", picture);
    FrameAnalysis analysis = Messages.analysis(camera, camera + "/" + number, FrameStatus.ANALYZED);
    analysis.getFrame().setCaptureTime(captured);
    server.frame(
        new ReceivedPicture(picture.toByteArray(), "image/png", 0, number), analysis, null);
  }
}
