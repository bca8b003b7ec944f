package io.eigencam.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.eigencam.camera.MicroscopeSource;
import io.eigencam.camera.microscope.Look;
import io.eigencam.encode.AnalysisEncoder;
import io.eigencam.encode.AttentionMapsEncoder;
import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.CaptureTimeSource;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.FrameOutcome;
import io.eigencam.frame.FrameReference;
import io.eigencam.frame.Inference;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.StepTimings;
import io.eigencam.infer.Detector;
import io.eigencam.infer.DetectorSettings;
import io.eigencam.infer.TensorFlowDetector;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.FrameStatus;
import io.eigencam.message.MapStatus;
import io.eigencam.model.OwnClassifier;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which maps the page draws, its server played by the test. */
@QuarkusTest
@QuarkusTestResource(LiveKafka.class)
@NeedsChromium
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class PageMapsTest {
  private static final String CAMERA = "gate";

  @TestHTTPResource("/")
  URI address;

  @TempDir Path folder;
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
  void shouldShowTheLastMapForAWhileWhereNotEveryFrameHasOne() throws IOException {
    try (PlayedServer server = new PlayedServer(browser, address, 800, 600)) {
      // Given
      Instant start = Instant.now();
      Page page = server.page();
      Locator trust = page.locator(".trust");
      Locator age = page.locator(".age");

      // When a frame has its own map
      send(server, 1, start, MapStatus.OK);
      // Then nothing is said about it
      assertTrue(red(page) > 100, "painted");
      assertFalse(age.isVisible());

      // When it was not the turn of the next
      send(server, 2, start.plusMillis(400), MapStatus.SAMPLED_OUT);
      // Then it has the same, and that is told
      assertTrue(red(page) > 100, "still painted");
      assertEquals("map of 400 ms before", age.textContent());
      assertTrue(trust.textContent().startsWith("p4"), trust.textContent());
      page.screenshot(shot("older-map.png"));
      page.locator("#attention").click();
      assertFalse(age.isVisible(), "no map, no word about it");
      assertEquals(0, red(page));
      page.locator("#attention").click();

      // When it is the turn of the next one
      send(server, 3, start.plusMillis(800), MapStatus.OK);
      // Then the label stays, so that nothing blinks
      assertEquals("map of this picture", age.textContent());

      // When there is nothing to show
      send(server, 4, start.plusMillis(900), MapStatus.FAILED);
      // Then nothing is
      assertEquals(0, red(page));
      assertFalse(age.isVisible());
      assertEquals("No attention map for this picture.", trust.textContent());

      // When the last map is too old
      send(server, 5, start.plusMillis(3000), MapStatus.SAMPLED_OUT);
      // Then it is not drawn any more
      assertEquals(0, red(page));
      assertFalse(age.isVisible());
    }
  }

  @Test
  void shouldShowWhatAClassifierSays() throws Exception {
    // Given
    Path model = Files.createDirectory(folder.resolve("nuts"));
    OwnClassifier.write(model, true);
    byte[] jpeg;
    try (MicroscopeSource source = new MicroscopeSource(5, Look.ORDINARY, 5)) {
      jpeg = source.next().bytes();
    }
    PictureSize size = new PictureSize(640, 480);
    FrameOutcome outcome;
    try (Detector detector =
        TensorFlowDetector.open(model, folder.resolve("cache"), DetectorSettings.defaults())) {
      Inference inference = detector.infer(new EncodedPicture(jpeg, PictureFormat.JPEG, size));
      Instant now = Instant.now();
      outcome =
          new FrameOutcome.Analyzed(
              new FrameReference(CAMERA, 1, "1", now, CaptureTimeSource.HEADER, now, null),
              size,
              detector.model(),
              inference,
              new LiveExplainer().explain(inference),
              StepTimings.NONE);
    }
    FrameAnalysis analysis = new AnalysisEncoder().encode(outcome, Instant.now());

    try (PlayedServer server = new PlayedServer(browser, address, 900, 900)) {
      // When
      server.frame(
          new ReceivedPicture(jpeg, "image/jpeg", 0, 1),
          analysis,
          new AttentionMapsEncoder().encode(outcome, Instant.now()));
      server.figures(0, CAMERA);
      Page page = server.page();
      awaitShown(page, 1);

      // Then
      String best = analysis.getClassifications().get(0).getLabel();
      assertEquals(3, page.locator(".found li").count());
      assertTrue(page.locator(".found li").first().textContent().startsWith(best + " "));
      assertEquals(
          "class · what speaks for " + best + ", exact", page.locator(".trust").textContent());
      page.screenshot(shot("classifier.png"));
    }
  }

  private static void send(PlayedServer server, int number, Instant captured, MapStatus status)
      throws IOException {
    String id = Integer.toString(number);
    FrameAnalysis analysis = Messages.analysis(CAMERA, id, FrameStatus.ANALYZED);
    analysis.getFrame().setCaptureTime(captured);
    analysis.getFrame().setSequence(number);
    analysis.setMapStatus(status);
    server.frame(
        new ReceivedPicture(black(), "image/png", 0, number),
        analysis,
        status == MapStatus.OK ? Messages.maps(CAMERA, id) : null);
    awaitShown(server.page(), number);
  }

  private static void awaitShown(Page page, int number) {
    page.waitForCondition(
        () ->
            page.locator("[data-camera='" + CAMERA + "'][data-sequence='" + number + "']").count()
                == 1);
  }

  /** Of the place where the map is hottest and the picture black; boxes are elsewhere. */
  private static int red(Page page) {
    return (Integer)
        page.evaluate(
            """
            () => {
              const canvas = document.querySelector(".camera canvas");
              return canvas.getContext("2d")
                .getImageData(0.8 * canvas.width, 0.5 * canvas.height, 1, 1).data[0];
            }
            """);
  }

  private static Page.ScreenshotOptions shot(String name) {
    return new Page.ScreenshotOptions()
        .setPath(Path.of("target", "screenshots", name))
        .setFullPage(true);
  }

  private static byte[] black() throws IOException {
    ByteArrayOutputStream picture = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", picture);
    return picture.toByteArray();
  }
}
