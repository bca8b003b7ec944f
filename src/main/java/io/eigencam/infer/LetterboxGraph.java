package io.eigencam.infer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;

/**
 * The front of a detector: the whole picture, fitted into the input and padded.
 *
 * <p>The geometry follows {@link io.eigencam.frame.Letterbox#fit} operation by operation, in 64
 * bit, so that both always agree. JPEG is decoded with the accurate inverse DCT, which gives the
 * bytes that OpenCV gives; pixels are resized bilinearly with half-pixel centres and without
 * rounding to 8 bit.
 */
final class LetterboxGraph implements PictureGraph {
  private static final int GREY = 114;
  private static final float PIXEL_SCALE = 1 / 255f;

  private final Placeholder<TString> bytes;
  private final Operand<TFloat32> pictureSize;
  private final Side vertical;
  private final Side horizontal;
  private final Operand<TFloat32> input;
  private final Map<Integer, ValidCellsGraph> validCells = new HashMap<>(); // by stride

  /** One direction of the letterbox, in pixels of the input; whole numbers in 64 bit floats. */
  record Side(Operand<TFloat64> before, Operand<TFloat64> resized, Operand<TFloat64> after) {}

  private LetterboxGraph(
      Placeholder<TString> bytes,
      Operand<TFloat32> pictureSize,
      Side vertical,
      Side horizontal,
      Operand<TFloat32> input) {
    this.bytes = bytes;
    this.pictureSize = pictureSize;
    this.vertical = vertical;
    this.horizontal = horizontal;
    this.input = input;
  }

  static LetterboxGraph add(Ops tf, int inputWidth, int inputHeight) {
    DecodedPicture picture = DecodedPicture.add(tf);
    Operand<TFloat64> height = picture.height(tf);
    Operand<TFloat64> width = picture.width(tf);
    Operand<TFloat64> gain =
        tf.math.minimum(
            tf.math.div(tf.constant((double) inputHeight), height),
            tf.math.div(tf.constant((double) inputWidth), width));
    Side vertical = side(tf, height, gain, inputHeight);
    Side horizontal = side(tf, width, gain, inputWidth);

    Operand<TInt32> resized =
        tf.dtypes.cast(tf.stack(List.of(vertical.resized(), horizontal.resized())), TInt32.class);
    Operand<TFloat32> small =
        tf.image.resizeBilinear(
            tf.expandDims(picture.pixels(), tf.constant(0)),
            resized,
            ResizeBilinear.halfPixelCenters(true));
    Operand<TFloat64> none = tf.constant(0.0);
    Operand<TInt32> margins =
        tf.reshape(
            tf.dtypes.cast(
                tf.stack(
                    List.of(
                        none,
                        none,
                        vertical.before(),
                        vertical.after(),
                        horizontal.before(),
                        horizontal.after(),
                        none,
                        none)),
                TInt32.class),
            tf.constant(new int[] {4, 2}));
    Operand<TFloat32> padded =
        tf.pad(
            tf.math.mul(small, tf.constant(PIXEL_SCALE)), margins, tf.constant(GREY * PIXEL_SCALE));
    // The size is known, but shape inference cannot know it; the network's kernels want it static.
    Operand<TFloat32> input =
        tf.withName("letterboxed")
            .reshape(padded, tf.constant(new int[] {1, inputHeight, inputWidth, 3}));
    return new LetterboxGraph(picture.bytes(), picture.told(tf), vertical, horizontal, input);
  }

  private static Side side(Ops tf, Operand<TFloat64> length, Operand<TFloat64> gain, int input) {
    Operand<TFloat64> resized =
        tf.math.maximum(tf.constant(1.0), tf.math.rint(tf.math.mul(length, gain)));
    Operand<TFloat64> free = tf.math.sub(tf.constant((double) input), resized);
    Operand<TFloat64> before =
        tf.math.rint(tf.math.sub(tf.math.div(free, tf.constant(2.0)), tf.constant(0.1)));
    return new Side(before, resized, tf.math.sub(free, before));
  }

  @Override
  public Placeholder<TString> bytes() {
    return bytes;
  }

  @Override
  public Operand<TFloat32> pictureSize() {
    return pictureSize;
  }

  Side vertical() {
    return vertical;
  }

  Side horizontal() {
    return horizontal;
  }

  @Override
  public Operand<TFloat32> input() {
    return input;
  }

  @Override
  public Operand<TFloat32> validCells(Ops tf, Operand<TFloat32> layer, int stride) {
    return validCells.computeIfAbsent(stride, s -> new ValidCellsGraph(tf, this, s)).cut(layer);
  }
}
