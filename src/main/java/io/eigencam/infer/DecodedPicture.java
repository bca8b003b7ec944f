package io.eigencam.infer;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * The first operations of every front: from the encoded bytes to pixels.
 *
 * @param bytes scalar string: the encoded picture
 * @param pixels [height, width, 3], RGB
 * @param size [2]: height and width
 */
record DecodedPicture(Placeholder<TString> bytes, Operand<TUint8> pixels, Operand<TInt32> size) {
  /** The node that decodes the picture. */
  static final String NODE = "decode_picture";

  static DecodedPicture add(Ops tf) {
    Placeholder<TString> bytes =
        tf.withName("picture").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    // The accurate transform gives what OpenCV's reader gives; the name is for any format.
    Operand<TUint8> pixels =
        tf.withName(NODE)
            .image
            .decodeJpeg(bytes, DecodeJpeg.channels(3L), DecodeJpeg.dctMethod("INTEGER_ACCURATE"));
    Operand<TInt32> size =
        tf.slice(tf.shape(pixels), tf.constant(new int[] {0}), tf.constant(new int[] {2}));
    return new DecodedPicture(bytes, pixels, size);
  }

  Operand<TFloat64> height(Ops tf) {
    return side(tf, 0);
  }

  Operand<TFloat64> width(Ops tf) {
    return side(tf, 1);
  }

  /** [2]: height and width, as a live model tells them. */
  Operand<TFloat32> told(Ops tf) {
    return tf.dtypes.cast(size, TFloat32.class);
  }

  private Operand<TFloat64> side(Ops tf, int index) {
    return tf.dtypes.cast(tf.gather(size, tf.constant(index), tf.constant(0)), TFloat64.class);
  }
}
