package io.eigencam.infer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/**
 * The front of a classifier: the centre of the picture, cut as Ultralytics' {@code
 * classify_transforms} does it, whose resize is Pillow's: bilinear, widened to the reduction
 * (antialiased), columns first, then rows, each rounded to 8 bit. Pillow computes with weights of
 * 22 bit, this in floating point: no value was seen to be more than 1 of 255 apart, most are equal.
 *
 * <p>The geometry follows {@link io.eigencam.frame.Letterbox#centreCrop} operation by operation, in
 * 64 bit. Only what the cut needs is computed: a picture however long needs no more memory than its
 * shorter side demands.
 */
final class CentreCropGraph implements PictureGraph {
  private static final float PIXEL_SCALE = 1 / 255f;

  private final Placeholder<TString> bytes;
  private final Operand<TFloat32> pictureSize;
  private final Operand<TFloat32> input;

  /**
   * One direction of the cut.
   *
   * @param first first pixel of the picture that is needed
   * @param count how many are needed
   * @param gain pixels of the input per pixel of the picture
   * @param offset where the first needed pixel's edge lies in the input
   */
  private record Side(
      Operand<TInt32> first,
      Operand<TInt32> count,
      Operand<TFloat32> gain,
      Operand<TFloat32> offset) {}

  private CentreCropGraph(
      Placeholder<TString> bytes, Operand<TFloat32> pictureSize, Operand<TFloat32> input) {
    this.bytes = bytes;
    this.pictureSize = pictureSize;
    this.input = input;
  }

  static CentreCropGraph add(Ops tf, int inputWidth, int inputHeight) {
    DecodedPicture picture = DecodedPicture.add(tf);
    Operand<TFloat64> height = picture.height(tf);
    Operand<TFloat64> width = picture.width(tf);
    boolean square = inputWidth == inputHeight;
    Operand<TFloat64> shorter = tf.math.minimum(height, width);
    Side rows = side(tf, height, square ? shorter : height, inputHeight);
    Side columns = side(tf, width, square ? shorter : width, inputWidth);

    Operand<TInt32> zero = tf.constant(0);
    Operand<TUint8> needed =
        tf.slice(
            picture.pixels(),
            tf.stack(List.of(rows.first(), columns.first(), zero)),
            tf.stack(List.of(rows.count(), columns.count(), tf.constant(3))));
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> none = tf.constant(0f);
    Operand<TFloat32> narrow =
        resize(
            tf,
            tf.expandDims(needed, tf.constant(0)),
            List.of(rows.count(), tf.constant(inputWidth)),
            List.of(one, columns.gain()),
            List.of(none, columns.offset()));
    Operand<TFloat32> small =
        resize(
            tf,
            narrow,
            List.of(tf.constant(inputHeight), tf.constant(inputWidth)),
            List.of(rows.gain(), one),
            List.of(rows.offset(), none));
    Operand<TFloat32> input =
        tf.withName("letterboxed")
            .reshape(
                tf.math.mul(small, tf.constant(PIXEL_SCALE)),
                tf.constant(new int[] {1, inputHeight, inputWidth, 3}));
    return new CentreCropGraph(picture.bytes(), picture.told(tf), input);
  }

  /**
   * @param fitted the length that becomes as long as the input
   */
  private static Side side(Ops tf, Operand<TFloat64> length, Operand<TFloat64> fitted, int input) {
    Operand<TFloat64> whole = tf.constant((double) input);
    Operand<TFloat64> resized = tf.math.floor(tf.math.div(tf.math.mul(whole, length), fitted));
    Operand<TFloat64> cut =
        tf.math.rint(tf.math.div(tf.math.sub(resized, whole), tf.constant(2.0)));
    Operand<TFloat64> gain = tf.math.div(resized, length);
    // A pixel of the input looks at most so far to either side of its centre.
    Operand<TFloat64> reach = tf.math.maximum(tf.constant(1.0), tf.math.div(length, resized));
    Operand<TFloat64> from =
        tf.math.sub(tf.math.floor(tf.math.sub(tf.math.div(cut, gain), reach)), tf.constant(1.0));
    Operand<TFloat64> to =
        tf.math.add(
            tf.math.ceil(tf.math.add(tf.math.div(tf.math.add(cut, whole), gain), reach)),
            tf.constant(1.0));
    Operand<TFloat64> first = tf.math.maximum(tf.constant(0.0), from);
    Operand<TFloat64> end = tf.math.minimum(length, to);
    return new Side(
        tf.dtypes.cast(first, TInt32.class),
        tf.dtypes.cast(tf.math.sub(end, first), TInt32.class),
        tf.dtypes.cast(gain, TFloat32.class),
        tf.dtypes.cast(tf.math.sub(tf.math.mul(first, gain), cut), TFloat32.class));
  }

  /** One pass of Pillow's resize; what it gives are whole numbers, 0 to 255. */
  private static Operand<TFloat32> resize(
      Ops tf,
      Operand<? extends TNumber> picture,
      List<Operand<TInt32>> size,
      List<Operand<TFloat32>> gain,
      List<Operand<TFloat32>> offset) {
    Operand<TFloat32> resized =
        tf.image.scaleAndTranslate(
            picture,
            tf.stack(size),
            tf.stack(gain),
            tf.stack(offset),
            ScaleAndTranslate.kernelType("triangle"),
            ScaleAndTranslate.antialias(true));
    return tf.math.floor(tf.math.add(resized, tf.constant(0.5f)));
  }

  @Override
  public Placeholder<TString> bytes() {
    return bytes;
  }

  @Override
  public Operand<TFloat32> pictureSize() {
    return pictureSize;
  }

  @Override
  public Operand<TFloat32> input() {
    return input;
  }

  /** All: nothing is padded. */
  @Override
  public Operand<TFloat32> validCells(Ops tf, Operand<TFloat32> layer, int stride) {
    return tf.identity(layer);
  }
}
