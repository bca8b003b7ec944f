package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.RejectionReason;
import org.junit.jupiter.api.Test;

class DecodeFailureTest {

  @Test
  void shouldBlameThePictureWhereDecodingFailed() {
    Exception failure =
        new Exception(
            "outer",
            new IllegalStateException(
                "jpeg::Uncompress failed. Invalid JPEG data or crop window.\n"
                    + "\t [[{{node eigencam_live/decode_picture}}]]"));

    FrameRejected rejected = DecodeFailure.of(failure).orElseThrow();

    assertEquals(RejectionReason.UNDECODABLE, rejected.reason());
    assertEquals(
        "the picture cannot be decoded, it is truncated or damaged"
            + " (jpeg::Uncompress failed. Invalid JPEG data or crop window.)",
        rejected.text());
  }

  @Test
  void shouldNotBlameThePictureForAnyOtherOperation() {
    assertTrue(
        DecodeFailure.of(
                new Exception("Invalid JPEG data [[{{node model/eigencam_live/decode_picture2}}]]"))
            .isEmpty());
    assertTrue(DecodeFailure.of(new Exception("OOM [[{{node model_1/conv}}]]")).isEmpty());
    assertTrue(DecodeFailure.of(new Exception((String) null)).isEmpty());
  }
}
