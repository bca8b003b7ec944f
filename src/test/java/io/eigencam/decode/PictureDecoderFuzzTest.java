package io.eigencam.decode;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.ExifOrientation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.fuzz.Damaged;
import io.eigencam.fuzz.FuzzWatch;
import io.eigencam.fuzz.SeedPictures;
import io.eigencam.infer.Pictures;
import java.io.IOException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

@AddLifecycleHook(FuzzWatch.class)
class PictureDecoderFuzzTest {
  private static final PictureDecoder DECODER = new PictureDecoder();

  @Provide
  Arbitrary<byte[]> pictures() throws IOException {
    return Damaged.of(SeedPictures.all());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldTakeOrRefuseAPicture(@ForAll("pictures") byte[] bytes) {
    try {
      EncodedPicture picture = DECODER.decode(Pictures.frame(bytes));
      assertSame(bytes, picture.bytes());
      assertTrue(picture.size().pixels() <= PictureDecoder.DEFAULT_MAX_PIXELS);
    } catch (FrameRejected refused) {
      assertTrue(!refused.text().isBlank() && refused.text().length() < 200);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void shouldFindTheOrientationOrNone(@ForAll("pictures") byte[] bytes) {
    ExifOrientation found = ExifOrientation.of(bytes);
    assertTrue(found == null || (found.value() >= 1 && found.value() <= 8));
    assertTrue(found == null || found.position() + 2 <= bytes.length);
  }
}
