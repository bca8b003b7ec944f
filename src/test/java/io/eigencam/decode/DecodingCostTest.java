package io.eigencam.decode;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that take long to decode, and those that only look like it. */
class DecodingCostTest {
  private static final long LARGEST = PictureDecoder.DEFAULT_MAX_PIXELS;
  private static final PictureSize SIZE = new PictureSize(400, 300);
  private static final PictureSize HUGE = new PictureSize(8000, 8000);

  @Test
  void shouldTurnAwayAJpegOfThousandsOfScans() throws Exception {
    byte[] bomb = withScans(progressive(SIZE), 10_000);

    FrameRejected rejected = assertThrows(FrameRejected.class, () -> check(bomb, SIZE));

    assertEquals(RejectionReason.TOO_LARGE, rejected.reason());
    assertTrue(rejected.getMessage().contains("scans"), rejected.getMessage());
  }

  @Test
  void shouldCountScansByTheirPixels() throws Exception {
    byte[] twenty = withScans(progressive(SIZE), 20);

    assertDoesNotThrow(() -> check(twenty, SIZE));
    assertThrows(FrameRejected.class, () -> check(twenty, HUGE));
  }

  @Test
  void shouldFindScansBehindAMarkerThatReadersSkip() throws Exception {
    // Given: a reserved marker claims 65533 bytes, among which a decoder in trouble finds scans
    byte[] scans = withScans(progressive(SIZE), 10_000);
    byte[] usual = progressive(SIZE);
    byte[] hidden = new byte[usual.length - 2 + 4 + scans.length];
    ByteBuffer.wrap(hidden)
        .put(usual, 0, usual.length - 2)
        .put(new byte[] {(byte) 0xFF, 2, (byte) 0xFF, (byte) 0xFF})
        .put(scans);

    assertThrows(FrameRejected.class, () -> check(hidden, SIZE));
  }

  @Test
  void shouldLetUsualPicturesPass() throws Exception {
    assertDoesNotThrow(() -> check(progressive(SIZE), SIZE));
    assertDoesNotThrow(() -> check(progressive(SIZE), HUGE));
    assertDoesNotThrow(
        () -> DecodingCost.check(png(16), PictureFormat.PNG, new PictureSize(8, 8), LARGEST));
  }

  @Test
  void shouldTurnAwayAPngOfCompressedTexts() throws Exception {
    FrameRejected rejected =
        assertThrows(
            FrameRejected.class,
            () -> DecodingCost.check(png(900), PictureFormat.PNG, new PictureSize(8, 8), LARGEST));

    assertEquals(RejectionReason.TOO_LARGE, rejected.reason());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 15, 16, 20, 40, 100})
  void shouldBearAPngThatEndsAnywhere(int length) throws Exception {
    byte[] cut = Arrays.copyOf(png(2), length);

    assertDoesNotThrow(
        () -> DecodingCost.check(cut, PictureFormat.PNG, new PictureSize(8, 8), LARGEST));
  }

  @Test
  void shouldBearAChunkOfFourGigabytes() {
    byte[] png = new byte[100];
    Arrays.fill(png, 8, 12, (byte) 0xFF);

    assertDoesNotThrow(
        () -> DecodingCost.check(png, PictureFormat.PNG, new PictureSize(8, 8), LARGEST));
  }

  private static void check(byte[] jpeg, PictureSize size) throws FrameRejected {
    DecodingCost.check(jpeg, PictureFormat.JPEG, size, LARGEST);
  }

  /** Repeats the last scan of a progressive picture, which libjpeg reads again each time. */
  private static byte[] withScans(byte[] jpeg, int scans) {
    int last = jpeg.length - 2;
    while (!(jpeg[last] == (byte) 0xFF && jpeg[last + 1] == (byte) 0xDA)) {
      last--;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < scans; i++) {
      out.write(jpeg, last, Math.min(jpeg.length - 2 - last, 100));
    }
    out.write(jpeg, jpeg.length - 2, 2);
    return out.toByteArray();
  }

  private static byte[] progressive(PictureSize size) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(
          null,
          new IIOImage(
              new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB),
              null,
              null),
          how);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static byte[] png(int texts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    chunk(out, "IHDR", new byte[13]);
    Deflater deflater = new Deflater(9);
    deflater.setInput(new byte[7_900_000]);
    deflater.finish();
    byte[] text = new byte[10_000];
    int length = deflater.deflate(text, 4, text.length - 4);
    deflater.end();
    text[0] = 'k';
    text[1] = 'y';
    for (int i = 0; i < texts; i++) {
      chunk(out, "zTXt", Arrays.copyOf(text, 4 + length));
    }
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String name, byte[] data)
      throws IOException {
    byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(letters);
    crc.update(data);
    out.write(ByteBuffer.allocate(4).putInt(data.length).array());
    out.write(letters);
    out.write(data);
    out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
