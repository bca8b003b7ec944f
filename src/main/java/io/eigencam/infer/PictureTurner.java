package io.eigencam.infer;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.ExifOrientation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.PictureFormat;
import io.eigencam.frame.RejectionReason;
import io.eigencam.model.NativeEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.EncodePng;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Turns pictures from files upright, as OpenCV's {@code imread} does, so that boxes and maps are in
 * the pixels that people see. Decodes as the live model does and encodes without loss, hence the
 * model sees the very pixels, in another place. Frames of a stream are not turned: what a camera
 * sends is what its model was made for.
 */
public final class PictureTurner {

  /**
   * The picture itself if it is upright, else a PNG that is.
   *
   * @throws FrameRejected UNDECODABLE if it has to be turned and is no whole picture
   */
  public EncodedPicture upright(EncodedPicture picture) throws FrameRejected {
    ExifOrientation orientation = ExifOrientation.of(picture.bytes());
    if (orientation == null || orientation.isUpright()) {
      return picture;
    }
    NativeEnvironment.prepare();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TString> bytes = tf.placeholder(TString.class);
      Operand<TString> turned =
          tf.image.encodePng(turned(tf, bytes, orientation), EncodePng.compression(1L));
      try (Session session = new Session(graph, NativeEnvironment.sessionConfig());
          TString file = TString.tensorOfBytes(NdArrays.scalarOfObject(picture.bytes()));
          Result result = session.runner().feed(bytes, file).fetch(turned).run()) {
        return new EncodedPicture(
            ((TString) result.get(0)).asBytes().getObject(),
            PictureFormat.PNG,
            orientation.upright(picture.size()));
      }
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw new FrameRejected(
          RejectionReason.UNDECODABLE,
          "the picture cannot be decoded to be turned upright, it is truncated or damaged");
    }
  }

  private static Operand<TUint8> turned(
      Ops tf, Placeholder<TString> bytes, ExifOrientation orientation) {
    Operand<TUint8> pixels =
        tf.image.decodeJpeg(
            bytes, DecodeJpeg.channels(3L), DecodeJpeg.dctMethod("INTEGER_ACCURATE"));
    if (orientation.transposes()) {
      pixels = tf.linalg.transpose(pixels, tf.constant(new int[] {1, 0, 2}));
    }
    if (orientation.reversesRows()) {
      pixels = tf.reverse(pixels, tf.constant(new int[] {0}));
    }
    if (orientation.reversesColumns()) {
      pixels = tf.reverse(pixels, tf.constant(new int[] {1}));
    }
    return pixels;
  }
}
