package io.eigencam.camera.microscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pictures that the demo model was evaluated on, bit for bit: SHA-256 over the pixels as
 * big-endian ARGB integers, written down when the camera was first made.
 */
class SmearCameraTest {
  private static final Look UNUSUAL = new Look(1.3, 0.8, 1.15, 0.95, -0.6, 1.4);

  @ParameterizedTest
  @CsvSource({
    "42, 0, 27, 80cfe0ddaf45208c5c1ddfa4a907e03eb84c62353695308a0122aceaac20b1d1",
    "42, 25, 28, 394694bfb20374ce6a36dac874ba3d45f9a463ef6105b22b55a1c28ca12df8bf",
    "42, 1000, 25, b54e7a2b25cad6a4c0a87f999049ecfad44e7e723ddc202e22640608ef693dfb",
    "7, 0, 24, 7144585110f6c4fbdc704580f202c744568be08ad41b23a586c012f7067a1d84",
    "7, 25, 24, 22fff350a8c3f20fcbe47c049b811b76b4cb44172a22e5740b24ee90f72c823e",
    "7, 1000, 17, c4f77078fc34489cb62d64e20c45f64c287874002a225a2ec0c0e00cfa4effd3"
  })
  void shouldDrawTheSamePictureForTheSameSeedAndIndex(
      long seed, long index, int labels, String digest) throws NoSuchAlgorithmException {
    // When
    SmearPicture picture = new SmearCamera(seed).picture(index);

    // Then
    assertEquals(digest, digest(picture.image()));
    assertEquals(labels, picture.labels().size());
  }

  @Test
  void shouldDrawOtherLooksAndSizes() throws NoSuchAlgorithmException {
    assertEquals(
        "e4bd2198afd9ccdc910479d3500767879ad7889ef43ae5d9a100bcac1192fed9",
        digest(new SmearCamera(11, 320, 240, UNUSUAL).picture(12).image()));
    assertEquals(
        "1e8a1f990eb3058c53c5f333bda8b51d4df64b557710c483c0d31794f96f5906",
        digest(new SmearCamera(-5, 800, 600, UNUSUAL).pictureAt(-123456.5, 98765.25, 3).image()));
  }

  @Test
  void shouldDrawTheSameWhateverWasDrawnBefore() throws NoSuchAlgorithmException {
    // Given
    SmearCamera camera = new SmearCamera(42);
    camera.picture(1000);

    // When
    SmearPicture again = camera.picture(0);

    // Then
    assertEquals(digest(new SmearCamera(42).picture(0).image()), digest(again.image()));
  }

  @Test
  void shouldLabelWhatIsThere() {
    // When
    SmearPicture picture = new SmearCamera(42).picture(0);

    // Then
    assertEquals(new CellLabel(CellKind.RBC, 236, 0, 322, 40), picture.labels().get(0));
    assertEquals(new CellLabel(CellKind.PLATELET, 606, 38, 640, 68), picture.labels().get(26));
  }

  @ParameterizedTest
  @CsvSource({
    "STAIN_SHIFT, ed5e9a8a889ab0edd4d65182be723d2d8ab9201112ead2e17ddd7cb6ed04c3fe",
    "DEFOCUS, 280c920b1f389f796185fae6233804f0feb332d5ef359c1c557b809b138d1365",
    "DIRT, 9ce0368ea2002ab54d83b5f6069aa4aa8ae1c37f64367bc89aa45f4ba6796e35",
    "CONDENSATION, b1faa69f4526e15af07cfa5b290f89467980c9f92d2c987c98bd8051001e2d07",
    "CAMERA_SHIFT, 269f77cbacef365327aeb0c5ee1abbb18c5f2468b47212dd04534861a97a733c",
    "DIM_LIGHT, 606b9afb95da7f0e56f4fbc9ef73bbe1f16b7fe706442555e670162fe5646570",
    "SENSOR_NOISE, 4f17c1fa804350d8d55d1def9e11ebedb810844046134c51ccdf2a850e7b0d81"
  })
  void shouldSpoilAPictureTheSameWay(Fault fault, String digest) throws NoSuchAlgorithmException {
    // Given
    BufferedImage picture = new SmearCamera(42).picture(3).image();

    // When
    BufferedImage spoiled = new SmearFaults(9).apply(picture, Map.of(fault, 0.7), 3);

    // Then
    assertEquals(digest, digest(spoiled));
  }

  @Test
  void shouldApplySeveralFaultsAndCutSeverityAtOne() throws NoSuchAlgorithmException {
    // Given
    BufferedImage picture = new SmearCamera(42).picture(3).image();
    Map<Fault, Double> severities =
        Map.of(Fault.DEFOCUS, 0.4, Fault.DIRT, 1.5, Fault.SENSOR_NOISE, 0.2);

    // When
    BufferedImage spoiled = new SmearFaults(9).apply(picture, severities, 5);

    // Then
    assertEquals(
        "1a9f3b336263c140192a6203888571c96288c556be5bf5c24981c7f90b533eac", digest(spoiled));
  }

  @Test
  void shouldLeaveAPictureAloneWithoutFaults() {
    BufferedImage picture = new SmearCamera(42).picture(3).image();

    assertSame(picture, new SmearFaults(9).apply(picture, Map.of(Fault.DIRT, 0.0), 5));
  }

  private static String digest(BufferedImage image) throws NoSuchAlgorithmException {
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    ByteBuffer bytes = ByteBuffer.allocate(pixels.length * Integer.BYTES);
    bytes.asIntBuffer().put(pixels);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
  }
}
