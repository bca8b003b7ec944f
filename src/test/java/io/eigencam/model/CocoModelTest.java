package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.explain.NpyFile;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.PictureSize;
import io.eigencam.shared.NeedsShared;
import io.eigencam.shared.SharedData;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real weights: the picks are the layers that a hook on the original network reads. */
@NeedsShared("models/yolov8n-coco-640")
@Timeout(120)
class CocoModelTest {
  @ParameterizedTest
  @ValueSource(ints = {320, 640})
  void shouldPickTheLayersOfTheOriginalNetwork(int size) throws Exception {
    StockModel model = StockModel.open(SharedData.path("models/yolov8n-coco-" + size));
    List<FeatureTensor> layers = model.features().all();
    float[] picture = letterboxed(size);

    Map<String, FloatTensor> values;
    try (GraphSession session = GraphSession.open(model.flat())) {
      values = session.run(picture, layers.stream().map(FeatureTensor::tensor).toList());
    }

    assertEquals(
        List.of("p3", "p4", "p5", "sppf"), layers.stream().map(FeatureTensor::name).toList());
    for (FeatureTensor layer : layers) {
      float[] expected =
          NpyFile.read(
                  SharedData.path(
                      "golden/cam/bottle-%s-%d/activation.npy".formatted(layer.name(), size)))
              .floats();
      // At 640 nothing is resampled. At 320 the reference resamples in whole numbers, so it is
      // close
      // only; another layer would be off by 1 and more.
      double error =
          relativeError(expected, Objects.requireNonNull(values.get(layer.tensor())).values());
      assertTrue(error < (size == 640 ? 1e-4 : 0.05), layer.name() + " is off by " + error);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 640})
  void shouldKnowTheHead(int size) throws Exception {
    StockModel model = StockModel.open(SharedData.path("models/yolov8n-coco-" + size));

    int cells = model.features().cells();
    assertEquals(size * size * 21 / 1024, cells);
    assertEquals(new HeadLayout(HeadLayout.Kind.RAW, 80, 0, cells), model.layout());
    assertEquals(BoxUnits.PIXELS, model.boxUnits());
    assertEquals("", model.unsupportedReason());
    assertTrue(model.features().levels().stream().allMatch(level -> level.classLogits() != null));
    assertEquals(List.of("person", "bicycle"), model.metadata().names().subList(0, 2));
  }

  private static double relativeError(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.pow(expected[i] - actual[i], 2);
      norm += Math.pow(expected[i], 2);
    }
    return Math.sqrt(difference / norm);
  }

  /** Bilinear between pixel centres, grey around. */
  private static float[] letterboxed(int size) throws Exception {
    BufferedImage image =
        ImageIO.read(SharedData.path("golden/detect/bottle/picture.png").toFile());
    Letterbox box = Letterbox.fit(new PictureSize(image.getWidth(), image.getHeight()), size, size);
    float[] input = new float[size * size * 3];
    Arrays.fill(input, 114 / 255f);
    for (int y = 0; y < box.resizedHeight(); y++) {
      for (int x = 0; x < box.resizedWidth(); x++) {
        double fromX = (x + 0.5) * image.getWidth() / box.resizedWidth() - 0.5;
        double fromY = (y + 0.5) * image.getHeight() / box.resizedHeight() - 0.5;
        int at = ((y + box.top()) * size + x + box.left()) * 3;
        for (int channel = 0; channel < 3; channel++) {
          input[at + channel] = (float) (sample(image, fromX, fromY, 16 - 8 * channel) / 255);
        }
      }
    }
    return input;
  }

  private static double sample(BufferedImage image, double x, double y, int shift) {
    int left = (int) Math.floor(Math.max(0, x));
    int top = (int) Math.floor(Math.max(0, y));
    int right = Math.min(left + 1, image.getWidth() - 1);
    int bottom = Math.min(top + 1, image.getHeight() - 1);
    double partX = Math.max(0, x) - left;
    double partY = Math.max(0, y) - top;
    double upper =
        channel(image, left, top, shift) * (1 - partX) + channel(image, right, top, shift) * partX;
    double lower =
        channel(image, left, bottom, shift) * (1 - partX)
            + channel(image, right, bottom, shift) * partX;
    return upper * (1 - partY) + lower * partY;
  }

  private static int channel(BufferedImage image, int x, int y, int shift) {
    return image.getRGB(x, y) >> shift & 0xff;
  }
}
