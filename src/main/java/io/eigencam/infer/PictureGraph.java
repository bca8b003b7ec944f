package io.eigencam.infer;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * The front of a live model: from the encoded bytes of a picture to the network's input, as
 * operations of the graph.
 */
sealed interface PictureGraph permits LetterboxGraph, CentreCropGraph {

  /** Scalar string: the encoded picture. */
  Placeholder<TString> bytes();

  /** [2]: height and width of the decoded picture. */
  Operand<TFloat32> pictureSize();

  /** [1, height, width, 3], RGB, 0..1. */
  Operand<TFloat32> input();

  /** The cells of a layer, [1, rows, columns, channels], that lie on the picture. */
  Operand<TFloat32> validCells(Ops tf, Operand<TFloat32> layer, int stride);
}
