package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.camera.microscope.Look;
import io.eigencam.camera.microscope.SmearCamera;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import io.eigencam.model.ModelCache;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.StockModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model whose files change while a process works with it, or reads it. */
@Timeout(120)
class ModelFolderGoneTest {
  @TempDir private Path temporary;
  private Path folder;
  private Path cache;

  @BeforeEach
  void copy() throws IOException {
    folder = temporary.resolve("model");
    cache = temporary.resolve("cache");
    Path shipped = Path.of("demo-model", "saved_model");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(shipped.relativize(file).toString()));
      }
    }
  }

  @Test
  void shouldGoOnWithTheLoadedModelUntilTheNextStart() throws Exception {
    EncodedPicture picture = picture();
    ModelIdentity before;
    try (TensorFlowDetector detector = open()) {
      // Given
      before = detector.model();
      List<?> found = detector.infer(picture).detections();

      // When: another model takes its place, and the cache is swept
      rename("Platelets", "Thrombocytes");
      Files.delete(folder.resolve("saved_model.pb"));
      ModelCache.delete(cache);

      // Then: it is what it was, and says so
      assertEquals(found, detector.infer(picture).detections());
      assertEquals(before, detector.model());
    }

    // When
    Files.copy(
        Path.of("demo-model", "saved_model", "saved_model.pb"), folder.resolve("saved_model.pb"));
    try (TensorFlowDetector next = open()) {
      // Then
      assertNotEquals(before.digest(), next.model().digest());
      assertTrue(next.classNames().contains("Thrombocytes"), next.classNames()::toString);
    }
  }

  @Test
  void shouldRefuseAModelThatChangesWhileItIsRead() throws Exception {
    // Given
    StockModel read = StockModel.open(folder);

    // When
    rename("Platelets", "Thrombocytes");

    // Then
    ModelRejected refused =
        assertThrows(
            ModelRejected.class,
            () -> TensorFlowDetector.open(read, cache, DetectorSettings.defaults()));
    assertTrue(refused.getMessage().contains("changed while it was read"), refused::getMessage);
    ModelRejected gradients =
        assertThrows(
            ModelRejected.class,
            () -> ScoreGradients.open(read, cache, DetectorSettings.defaults()));
    assertTrue(gradients.getMessage().contains("changed while it was read"), gradients::getMessage);
    rename("Thrombocytes", "Platelets");
    open().close(); // nothing of it was kept
  }

  private TensorFlowDetector open() throws Exception {
    return TensorFlowDetector.open(folder, cache, DetectorSettings.defaults());
  }

  private void rename(String from, String to) throws IOException {
    Path file = folder.resolve("metadata.yaml");
    String text = Files.readString(file);
    assertTrue(text.contains(from), text);
    Files.writeString(file, text.replace(from, to));
  }

  private static EncodedPicture picture() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new SmearCamera(7, 320, 320, Look.ORDINARY).picture(1).image(), "png", png);
    return new EncodedPicture(png.toByteArray(), PictureFormat.PNG, new PictureSize(320, 320));
  }
}
