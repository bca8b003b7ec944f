package io.eigencam.decode;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Frame;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.RejectionReason;
import java.util.Locale;

/**
 * The step {@code decode}: finds out what a frame's picture is and how large, from its header
 * alone. The pixels are decoded later, inside the model's graph; this step keeps a picture that
 * would need gigabytes from getting there.
 */
public final class PictureDecoder {
  /** 64 megapixels: twice an 8K video frame; as RGB bytes 192 MB. */
  public static final long DEFAULT_MAX_PIXELS = 64_000_000L;

  /**
   * A JPEG picture that comes in passes takes 9.5 bytes of memory a pixel while it is decoded, any
   * other 3.5 (measured with TensorFlow 2.19, without subsampling).
   */
  private static final int PASSES_COST = 3;

  private final long maxPixels;
  private final int maxBytes;

  /** For files at hand, however long: what limits the bytes of a frame is its topic. */
  public PictureDecoder() {
    this(DEFAULT_MAX_PIXELS, Integer.MAX_VALUE);
  }

  /**
   * @param maxPixels largest width x height that is let through; a third of it of progressive
   *     pictures
   * @param maxBytes largest encoded length that is let through
   */
  public PictureDecoder(long maxPixels, int maxBytes) {
    if (maxPixels < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "the limits of a picture must be at least 1, not %d pixels and %d bytes"
              .formatted(maxPixels, maxBytes));
    }
    this.maxPixels = maxPixels;
    this.maxBytes = maxBytes;
  }

  /**
   * Reads the header of a frame's picture.
   *
   * @throws FrameRejected EMPTY, UNSUPPORTED_FORMAT, UNDECODABLE (the header is cut off or damaged)
   *     or TOO_LARGE
   */
  public EncodedPicture decode(Frame frame) throws FrameRejected {
    byte[] bytes = frame.picture();
    if (bytes.length == 0) {
      throw new FrameRejected(RejectionReason.EMPTY, "the frame has no bytes");
    }
    PictureFormat format = format(bytes);
    if (bytes.length > maxBytes) {
      throw new FrameRejected(
          RejectionReason.TOO_LARGE,
          "the %s picture has %d bytes; at most %d are allowed"
              .formatted(format, bytes.length, maxBytes));
    }
    PictureSize size =
        switch (format) {
          case JPEG -> JpegHeader.size(bytes);
          case PNG -> PngHeader.size(bytes);
        };
    if (size.pixels() > maxPixels) {
      throw new FrameRejected(
          RejectionReason.TOO_LARGE,
          String.format(
              Locale.ROOT,
              "the %s picture is %s, %.1f megapixels; at most %.1f are allowed",
              format,
              size,
              size.pixels() / 1e6,
              maxPixels / 1e6));
    }
    if (size.pixels() > maxPixels / PASSES_COST
        && format == PictureFormat.JPEG
        && JpegHeader.comesInPasses(bytes)) {
      throw new FrameRejected(
          RejectionReason.TOO_LARGE,
          String.format(
              Locale.ROOT,
              "the JPEG picture is %s, %.1f megapixels, and progressive; at most %.1f of such are"
                  + " allowed, since their coefficients are held in memory all at once",
              size,
              size.pixels() / 1e6,
              maxPixels / PASSES_COST / 1e6));
    }
    DecodingCost.check(bytes, format, size, maxPixels);
    return new EncodedPicture(bytes, format, size);
  }

  private static PictureFormat format(byte[] bytes) throws FrameRejected {
    if (JpegHeader.matches(bytes)) {
      return PictureFormat.JPEG;
    }
    if (PngHeader.matches(bytes)) {
      return PictureFormat.PNG;
    }
    String seen = ForeignFormat.name(bytes);
    throw new FrameRejected(
        RejectionReason.UNSUPPORTED_FORMAT,
        seen == null
            ? "not a JPEG or PNG picture: unknown first bytes"
            : "not a JPEG or PNG picture: it looks like " + seen);
  }
}
