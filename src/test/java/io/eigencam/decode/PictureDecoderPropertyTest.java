package io.eigencam.decode;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.infer.Pictures;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes are: a picture within the limits, or a rejection with a text. */
class PictureDecoderPropertyTest {
  private static final PictureDecoder DECODER = new PictureDecoder();
  private static final byte[] JPEG = Pictures.jpeg(64, 48, 2);
  private static final byte[] PNG = Pictures.png(64, 48, 2);

  @Property(tries = 2000)
  void shouldJudgeAnyBytes(@ForAll @Size(max = 300) byte[] bytes) {
    judge(bytes);
  }

  @Property(tries = 2000)
  void shouldJudgeAnyBytesAfterTheStartOfAJpeg(@ForAll @Size(max = 300) byte[] bytes) {
    judge(concat(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}, bytes));
  }

  @Property(tries = 1000)
  void shouldJudgeAnyBytesAfterTheSignatureOfAPng(@ForAll @Size(max = 40) byte[] bytes) {
    judge(concat(java.util.Arrays.copyOf(PNG, 16), bytes));
  }

  @Property(tries = 2000)
  void shouldJudgeDamagedPictures(
      @ForAll boolean png,
      @ForAll @IntRange(max = 700) int at,
      @ForAll byte value,
      @ForAll @IntRange(max = 700) int length) {
    byte[] bytes = (png ? PNG : JPEG).clone();
    bytes[at % bytes.length] = value;
    judge(java.util.Arrays.copyOf(bytes, Math.min(length, bytes.length)));
  }

  private static void judge(byte[] bytes) {
    try {
      EncodedPicture picture = DECODER.decode(Pictures.frame(bytes));
      assertSame(bytes, picture.bytes());
      assertTrue(picture.size().pixels() <= PictureDecoder.DEFAULT_MAX_PIXELS);
    } catch (FrameRejected rejected) {
      assertTrue(!rejected.text().isBlank() && rejected.text().length() < 200);
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
