package io.eigencam.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import io.eigencam.infer.Pictures;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {
  private final PictureDecoder decoder = new PictureDecoder();

  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({"1, 1", "640, 480", "33, 1999"})
  void shouldReadFormatAndSize(int width, int height) throws Exception {
    EncodedPicture jpeg = decoder.decode(Pictures.frame(Pictures.jpeg(width, height, 1)));
    assertEquals(PictureFormat.JPEG, jpeg.format());
    assertEquals(new PictureSize(width, height), jpeg.size());

    EncodedPicture png = decoder.decode(Pictures.frame(Pictures.png(width, height, 1)));
    assertEquals(PictureFormat.PNG, png.format());
    assertEquals(new PictureSize(width, height), png.size());
  }

  @ParameterizedTest(name = "SOF {0}, first scan of {1} components")
  @CsvSource({"C2, 3, true", "CA, 3, true", "C0, 1, true", "C0, 3, false", "C1, 3, false"})
  void shouldTakeLessOfWhatIsHeldInMemoryAllAtOnce(String marker, int inScan, boolean held)
      throws Exception {
    // Given: height 0x0304, width 0x0102, three components; tables stand before the first scan
    String scan = "FFC4 0004 0000 FFDA 0008 0" + inScan + " 01 00 02 00 03";
    byte[] picture =
        bytes("FFD8 FFE1 000B FFDA 0008 01 0100 0000 FF" + marker + frameHeader() + scan);
    long pixels = 0x0102 * 0x0304;

    // When, then
    new PictureDecoder(3 * pixels, 1000).decode(Pictures.frame(picture));
    PictureDecoder tight = new PictureDecoder(3 * pixels - 3, 1000);
    if (held) {
      FrameRejected rejected =
          assertThrows(FrameRejected.class, () -> tight.decode(Pictures.frame(picture)));
      assertEquals(RejectionReason.TOO_LARGE, rejected.reason());
      assertTrue(rejected.text().contains("progressive"), rejected.text());
    } else {
      tight.decode(Pictures.frame(picture));
    }
  }

  @ParameterizedTest(name = "SOF {0}")
  @ValueSource(strings = {"C0", "C1", "C2", "C9", "CA"})
  void shouldReadEveryKindOfFrameHeader(String marker) throws Exception {
    assertEquals(new PictureSize(0x0102, 0x0304), size("FFD8 FF" + marker + frameHeader()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FFE1 0013 FFD8 FFC0 000B 08 0001 0001 01 011100 0000", // a thumbnail's header inside EXIF
        "FFFE 0005 4F4B21", // comment
        "FFC4 0004 0000 FFC8 0002 FFCC 0004 0011", // DHT, JPG, DAC: no frame headers
        "FFFFFFFF FFDB 0004 0000", // fill bytes
        "0000 4A4B FFDB 0004 0000", // garbage between segments
        "FF00 FF01 FFD0 FFD7", // markers without length
      })
  void shouldPassOverWhatStandsBeforeTheFrameHeader(String before) throws Exception {
    assertEquals(new PictureSize(0x0102, 0x0304), size("FFD8" + before + "FFC0" + frameHeader()));
  }

  /** Length, 8 bit, height 0x0304, width 0x0102, three components. */
  private static String frameHeader() {
    return "0011 08 0304 0102 03 012200 021101 031101";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FFD8", // nothing behind
        "FFD8FF", // no marker
        "FFD8FFC0", // no length
        "FFD8FFC0 0011 08 0304 01", // cut in the size
        "FFD8FFC0 0007 08 0304 0102", // too short to hold a size
        "FFD8FFC0 0011 08 0000 0102 03", // no height
        "FFD8FFC0 0011 08 0304 0000 03", // no width
        "FFD8FFE0 0001", // a segment shorter than its length field
        "FFD8FFE0 FFFF 00", // a segment that goes beyond the end
        "FFD8FFD9", // end of image
        "FFD8FFDA 0002", // data before the frame header
        "FFD80000000000", // zeros
        "89504E47", // PNG: cut in the signature
        "89504E47 0D0A1A0A 0000000D 49484452 00000010", // cut in the size
        "89504E47 0A1A0A00 0000000D 49484452 00000010 00000010 08 02 00 00 00", // CR lost
        "89504E47 0D0A1A0A 0000000D 49444154 00000010 00000010 08 02 00 00 00", // IDAT first
        "89504E47 0D0A1A0A 0000000E 49484452 00000010 00000010 08 02 00 00 00", // wrong length
        "89504E47 0D0A1A0A 0000000D 49484452 00000000 00000010 08 02 00 00 00", // no width
        "89504E47 0D0A1A0A 0000000D 49484452 00000010 FFFFFFFF 08 02 00 00 00", // negative height
      })
  void shouldRejectBrokenHeaders(String hex) {
    assertEquals(RejectionReason.UNDECODABLE, rejection(bytes(hex)).reason());
  }

  @Test
  void shouldRejectNoBytes() {
    assertEquals(RejectionReason.EMPTY, rejection(new byte[0]).reason());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "474946383961, GIF",
    "424D3A000000, BMP",
    "524946460000000057454250, WebP",
    "49492A00, TIFF",
    "0000001C6674797061766966, AVIF",
    "000000206674797069736F6D, MP4",
    "0000000167, H.264",
    "1A45DFA3, Matroska",
    "255044462D, PDF",
    "504B0304, ZIP",
  })
  void shouldNameOtherFormats(String hex, String name) {
    FrameRejected rejected = rejection(bytes(hex + "00".repeat(20)));
    assertEquals(RejectionReason.UNSUPPORTED_FORMAT, rejected.reason());
    assertTrue(rejected.text().contains(name), rejected.text());
  }

  @Test
  void shouldCallTextTextWithoutQuotingIt() {
    String secret = "{\"password\": \"swordfish\", \"name\": \"Äpfel\"}\n";
    // The sample must not stumble over a character that it cuts in two.
    byte[] text = ("x" + "ü".repeat(700) + secret).getBytes(UTF_8);

    for (byte[] bytes : new byte[][] {secret.getBytes(UTF_8), text}) {
      FrameRejected rejected = rejection(bytes);
      assertEquals(RejectionReason.UNSUPPORTED_FORMAT, rejected.reason());
      assertTrue(rejected.text().contains("text"), rejected.text());
      assertFalse(rejected.text().contains("swordfish"));
    }
    assertFalse(rejection("tab\tbut\u0007bell".getBytes(ISO_8859_1)).text().contains("looks like"));
  }

  @Test
  void shouldRejectNoise() {
    byte[] noise = new byte[3_000_000];
    new Random(5).nextBytes(noise);
    assertEquals(RejectionReason.UNSUPPORTED_FORMAT, rejection(noise).reason());
  }

  @Test
  void shouldRejectTooManyPixelsByTheHeaderAlone() {
    // Given headers without any data: 12000x9000 and 8000x8001
    byte[] jpeg = bytes("FFD8FFC0 0011 08 2328 2EE0 03 012200 021101 031101");
    byte[] png = bytes("89504E47 0D0A1A0A 0000000D 49484452 00001F40 00001F41 08 02 00 00 00");

    // Then
    assertEquals(RejectionReason.TOO_LARGE, rejection(jpeg).reason());
    assertEquals(
        "the JPEG picture is 12000x9000, 108.0 megapixels; at most 64.0 are allowed",
        rejection(jpeg).text());
    assertEquals(RejectionReason.TOO_LARGE, rejection(png).reason());
  }

  @Test
  void shouldLetExactlyTheLargestPictureThrough() throws Exception {
    PictureDecoder small = new PictureDecoder(12, 1000);
    byte[] png = Pictures.png(4, 3, 1);
    assertEquals(new PictureSize(4, 3), small.decode(Pictures.frame(png)).size());
    assertEquals(
        RejectionReason.TOO_LARGE,
        assertThrows(
                FrameRejected.class, () -> new PictureDecoder(11, 1000).decode(Pictures.frame(png)))
            .reason());
  }

  @Test
  void shouldRejectTooManyBytes() throws Exception {
    byte[] png = Pictures.png(4, 3, 1);
    assertEquals(
        png.length, new PictureDecoder(100, png.length).decode(Pictures.frame(png)).bytes().length);
    FrameRejected rejected =
        assertThrows(
            FrameRejected.class,
            () -> new PictureDecoder(100, png.length - 1).decode(Pictures.frame(png)));
    assertEquals(RejectionReason.TOO_LARGE, rejected.reason());
  }

  @Test
  void shouldSurviveEveryTruncation() throws Exception {
    for (byte[] whole : new byte[][] {Pictures.jpeg(20, 10, 1), Pictures.png(20, 10, 1)}) {
      for (int length = 1; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        try {
          assertEquals(new PictureSize(20, 10), decoder.decode(Pictures.frame(cut)).size());
        } catch (FrameRejected rejected) {
          assertTrue(
              rejected.reason() == RejectionReason.UNDECODABLE || length < 4,
              length + " bytes: " + rejected.text());
        }
      }
    }
  }

  private PictureSize size(String hex) throws FrameRejected {
    return decoder.decode(Pictures.frame(bytes(hex))).size();
  }

  private FrameRejected rejection(byte[] bytes) {
    return assertThrows(FrameRejected.class, () -> decoder.decode(Pictures.frame(bytes)));
  }

  private static byte[] bytes(String hex) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
    return out.toByteArray();
  }
}
