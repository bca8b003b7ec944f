package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.camera.microscope.CellLabel;
import io.eigencam.camera.microscope.Look;
import io.eigencam.camera.microscope.SmearCamera;
import io.eigencam.camera.microscope.SmearPicture;
import io.eigencam.frame.Box;
import io.eigencam.frame.Detection;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import io.eigencam.frame.ScoreGrid;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped model through the whole step. */
@Timeout(120)
class TensorFlowDetectorTest {
  private static final Path MODEL = Path.of("demo-model", "saved_model");

  @TempDir static Path cache;
  private static TensorFlowDetector detector;

  @BeforeAll
  static void open() throws Exception {
    detector = TensorFlowDetector.open(MODEL, cache, DetectorSettings.defaults());
  }

  @AfterAll
  static void close() {
    detector.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 25, 1000})
  void shouldFindTheCellsThatWereDrawn(long index) throws Exception {
    // Given
    SmearPicture smear = new SmearCamera(42).picture(index);

    // When
    Inference inference = detector.infer(decoded(Pictures.encode(smear.image(), "jpg")));

    // Then nine of ten, and little else
    List<Detection> unmatched = new ArrayList<>(inference.detections());
    int found = 0;
    for (CellLabel label : smear.labels()) {
      Box box = new Box(label.left(), label.top(), label.right(), label.bottom());
      found +=
          unmatched.removeIf(
                  one -> one.classId() == label.kind().ordinal() && overlap(one.box(), box) >= 0.5)
              ? 1
              : 0;
    }
    assertTrue(found >= 0.9 * smear.labels().size(), found + " of " + smear.labels().size());
    assertTrue(unmatched.size() <= 0.3 * smear.labels().size(), "too many: " + unmatched);
  }

  private static double overlap(Box a, Box b) {
    Box shared =
        new Box(
            Math.max(a.x1(), b.x1()),
            Math.max(a.y1(), b.y1()),
            Math.min(a.x2(), b.x2()),
            Math.min(a.y2(), b.y2()));
    return shared.area() / (a.area() + b.area() - shared.area());
  }

  @Test
  void shouldTellWhichModelItIs() {
    assertEquals("demo-model", detector.model().name());
    assertEquals("detect", detector.model().task());
    assertEquals(320, detector.model().inputWidth());
    assertEquals(320, detector.model().inputHeight());
    assertEquals(64, detector.model().digest().length());
  }

  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({
    "640, 480, 30, 40",
    "480, 640, 40, 30",
    "320, 320, 40, 40",
    "1920, 1080, 22, 40",
    "333, 777, 40, 17",
    "5000, 40, 1, 40",
    "1, 1, 40, 40"
  })
  void shouldGiveTheCellsOnThePictureOnly(int width, int height, int rows, int columns)
      throws Exception {
    Inference inference = detector.infer(decoded(Pictures.png(width, height, 1)));

    assertEquals(
        List.of("p3", "p4", "p5"), inference.layers().stream().map(LayerFeatures::layer).toList());
    LayerFeatures p3 = inference.layers().get(0);
    assertEquals(8, p3.stride());
    assertEquals(rows, p3.activation().rows());
    assertEquals(columns, p3.activation().columns());
    assertEquals(64, p3.activation().channels());
    for (LayerFeatures layer : inference.layers()) {
      assertEquals(inference.letterbox().validCells(layer.stride()), layer.valid());
      assertCentredMoments(layer);
    }
    assertEquals(
        List.of(1600, 400, 100),
        inference.scores().stream().map(ScoreGrid::best).map(best -> best.length).toList());
  }

  /** Mean and Gram matrix in double, straight from their definitions. */
  private static void assertCentredMoments(LayerFeatures layer) {
    int channels = layer.activation().channels();
    int cells = layer.activation().cells();
    float[] x = layer.activation().values();
    double[] mean = new double[channels];
    for (int i = 0; i < x.length; i++) {
      mean[i % channels] += x[i] / (double) cells;
    }
    double[] gram = new double[channels * channels];
    for (int cell = 0; cell < cells; cell++) {
      for (int i = 0; i < channels; i++) {
        double left = x[cell * channels + i] - mean[i];
        for (int j = 0; j < channels; j++) {
          gram[i * channels + j] += left * (x[cell * channels + j] - mean[j]);
        }
      }
    }
    double largest = Math.max(1e-6, Arrays.stream(gram).map(Math::abs).max().orElseThrow());
    for (int i = 0; i < channels; i++) {
      assertEquals(mean[i], layer.mean()[i], 1e-5 * (1 + Math.abs(mean[i])), "mean " + i);
    }
    for (int i = 0; i < gram.length; i++) {
      assertEquals(gram[i], layer.gram()[i], 1e-5 * largest, layer.layer() + " Gram " + i);
    }
  }

  @Test
  void shouldGiveTheScoresThatTheDetectionsHave() throws Exception {
    Inference inference =
        detector.infer(decoded(Pictures.encode(new SmearCamera(42).picture(0).image(), "jpg")));

    assertFalse(inference.detections().isEmpty());
    for (Detection detection : inference.detections()) {
      int level = List.of("p3", "p4", "p5").indexOf(detection.level());
      int first = new int[] {0, 1600, 2000}[level];
      ScoreGrid grid = inference.scores().get(level);
      assertEquals(detection.confidence(), grid.best()[detection.anchor() - first]);
    }
  }

  @Test
  void shouldGiveTheSameBitsInEveryRunAndThread() throws Exception {
    // Given
    List<EncodedPicture> pictures = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      pictures.add(decoded(Pictures.jpeg(300 + 37 * i, 500 - 41 * i, i)));
    }
    List<Integer> alone = new ArrayList<>();
    for (EncodedPicture picture : pictures) {
      alone.add(fingerprint(detector.infer(picture)));
    }

    // When
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<Integer>>> together = new ArrayList<>();
      for (int thread = 0; thread < 2; thread++) {
        together.add(
            threads.submit(
                () -> {
                  List<Integer> prints = new ArrayList<>();
                  for (EncodedPicture picture : pictures) {
                    prints.add(fingerprint(detector.infer(picture)));
                  }
                  return prints;
                }));
      }

      // Then
      for (Future<List<Integer>> prints : together) {
        assertEquals(alone, prints.get(60, TimeUnit.SECONDS));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int fingerprint(Inference inference) {
    int hash = inference.detections().hashCode();
    for (LayerFeatures layer : inference.layers()) {
      hash = 31 * hash + Arrays.hashCode(layer.activation().values());
      hash = 31 * hash + Arrays.hashCode(layer.mean());
      hash = 31 * hash + Arrays.hashCode(layer.gram());
    }
    for (ScoreGrid grid : inference.scores()) {
      hash = 31 * hash + Arrays.hashCode(grid.best());
    }
    return hash;
  }

  /** Kinds of PNG whose pixels are those of an RGB picture, and grey JPEG. */
  @ParameterizedTest
  @CsvSource({"GREY", "GREY_16", "RGBA", "PALETTE"})
  void shouldTakeEveryKindOfPng(String kind) throws Exception {
    // Given a picture that this kind can hold, and the same as RGB
    BufferedImage special =
        switch (kind) {
          case "GREY" -> Pictures.scene(200, 150, BufferedImage.TYPE_BYTE_GRAY, 4);
          case "GREY_16" -> sixteenBit(Pictures.scene(200, 150, BufferedImage.TYPE_BYTE_GRAY, 4));
          case "RGBA" -> Pictures.scene(200, 150, BufferedImage.TYPE_INT_ARGB, 4);
          default -> Pictures.scene(200, 150, BufferedImage.TYPE_BYTE_INDEXED, 4);
        };
    BufferedImage rgb = new BufferedImage(200, 150, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 200 * 150; i++) {
      rgb.setRGB(i % 200, i / 200, rgbOf(special, i % 200, i / 200));
    }

    // When
    Inference answer = detector.infer(decoded(Pictures.encode(special, "png")));

    // Then
    Inference expected = detector.infer(decoded(Pictures.encode(rgb, "png")));
    assertArrayEquals(
        expected.layers().get(0).activation().values(),
        answer.layers().get(0).activation().values(),
        1e-5f);
  }

  private static BufferedImage sixteenBit(BufferedImage grey) {
    BufferedImage wide =
        new BufferedImage(grey.getWidth(), grey.getHeight(), BufferedImage.TYPE_USHORT_GRAY);
    for (int y = 0; y < grey.getHeight(); y++) {
      for (int x = 0; x < grey.getWidth(); x++) {
        // Whatever the low byte: eight bits are what a network sees.
        wide.getRaster().setSample(x, y, 0, grey.getRaster().getSample(x, y, 0) << 8 | 0x5A);
      }
    }
    return wide;
  }

  /** Without Java's colour management, which gives grey another gamma. */
  private static int rgbOf(BufferedImage image, int x, int y) {
    if (image.getRaster().getNumBands() != 1
        || image.getType() == BufferedImage.TYPE_BYTE_INDEXED) {
      return image.getRGB(x, y);
    }
    int sample = image.getRaster().getSample(x, y, 0);
    int grey = image.getType() == BufferedImage.TYPE_USHORT_GRAY ? sample >> 8 : sample;
    return grey << 16 | grey << 8 | grey;
  }

  @Test
  void shouldTakeGreyJpeg() throws Exception {
    BufferedImage grey = new BufferedImage(320, 240, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = grey.createGraphics();
    graphics.drawImage(new SmearCamera(42, 320, 240, Look.ORDINARY).picture(0).image(), 0, 0, null);
    graphics.dispose();
    assertEquals(
        30 * 40,
        detector.infer(decoded(Pictures.encode(grey, "jpg"))).layers().get(0).activation().cells());
  }

  @Test
  void shouldRejectDamagedPicturesAndGoOn() throws Exception {
    // Given
    byte[] jpeg = Pictures.jpeg(200, 150, 9);
    byte[] png = Pictures.png(200, 150, 9);
    int before = fingerprint(detector.infer(decoded(jpeg)));
    List<byte[]> damaged =
        List.of(
            Arrays.copyOf(jpeg, jpeg.length / 2),
            Arrays.copyOf(jpeg, jpeg.length - 40),
            Arrays.copyOf(jpeg, 640),
            Arrays.copyOf(png, png.length / 2),
            Arrays.copyOf(png, 33),
            noisyFrom(png, 41));

    for (byte[] bytes : damaged) {
      // When
      FrameRejected rejected =
          assertThrows(FrameRejected.class, () -> detector.infer(decoded(bytes)));

      // Then
      assertEquals(RejectionReason.UNDECODABLE, rejected.reason());
      assertTrue(rejected.text().startsWith("the picture cannot be decoded"), rejected.text());
      assertFalse(rejected.text().contains("node"), rejected.text());
      assertFalse(rejected.text().contains("\n"), rejected.text());
      assertEquals(before, fingerprint(detector.infer(decoded(jpeg))), "the next frame");
    }
  }

  private static byte[] noisyFrom(byte[] picture, int from) {
    byte[] noisy = new byte[picture.length];
    new Random(3).nextBytes(noisy);
    System.arraycopy(picture, 0, noisy, 0, from);
    return noisy;
  }

  @Test
  void shouldRejectAPictureOfAnotherSizeThanItsHeaderSaid() {
    byte[] jpeg = Pictures.jpeg(200, 150, 9);
    FrameRejected rejected =
        assertThrows(
            FrameRejected.class,
            () ->
                detector.infer(
                    new EncodedPicture(jpeg, PictureFormat.JPEG, new PictureSize(200, 151))));
    assertEquals(RejectionReason.UNDECODABLE, rejected.reason());
    assertEquals("the picture's header says 200x151 pixels, but it holds 200x150", rejected.text());
  }

  @Test
  void shouldExplainTheLayersAskedForInTheirOrder() throws Exception {
    DetectorSettings settings = DetectorSettings.defaults().withLayers(List.of("sppf", "p6", "p3"));
    try (TensorFlowDetector other = TensorFlowDetector.open(MODEL, cache, settings)) {
      List<LayerFeatures> layers = other.infer(decoded(Pictures.png(320, 200, 1))).layers();
      assertEquals(List.of("sppf", "p3"), layers.stream().map(LayerFeatures::layer).toList());
      layers.forEach(TensorFlowDetectorTest::assertCentredMoments);
    }
  }

  @Test
  void shouldDeriveTheModelOnce(@TempDir Path fresh) throws Exception {
    TensorFlowDetector.open(MODEL, fresh, DetectorSettings.defaults()).close();
    Path pb;
    try (var files = Files.walk(fresh)) {
      pb = files.filter(file -> file.endsWith("saved_model.pb")).findFirst().orElseThrow();
    }
    Object written = Files.readAttributes(pb, "unix:ino,lastModifiedTime");

    TensorFlowDetector.open(MODEL, fresh, DetectorSettings.defaults()).close();

    assertEquals(written, Files.readAttributes(pb, "unix:ino,lastModifiedTime"));
  }

  private static EncodedPicture decoded(byte[] picture) throws FrameRejected {
    return Pictures.decoded(picture);
  }
}
