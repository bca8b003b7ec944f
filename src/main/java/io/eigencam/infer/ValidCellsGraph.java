package io.eigencam.infer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * Cuts the cells of the letterbox's padding off a layer, as operations of the graph; the same
 * computation as {@link io.eigencam.frame.Letterbox#validCells}.
 *
 * <p>They must go before the principal components are computed: on real pictures the padding holds
 * a quarter to a third of the first component's energy.
 */
final class ValidCellsGraph {
  private final Ops tf;
  private final Operand<TInt32> begin; // [3]: row, column, channel
  private final Operand<TInt32> size; // [3]

  ValidCellsGraph(Ops tf, LetterboxGraph letterbox, int stride) {
    this.tf = tf;
    Cells rows = cells(letterbox.vertical(), stride);
    Cells columns = cells(letterbox.horizontal(), stride);
    this.begin = vector(rows.first(), columns.first(), tf.constant(0.0));
    this.size = vector(rows.count(), columns.count(), tf.constant(-1.0));
  }

  /** [1, rows, columns, channels] to its valid part. */
  Operand<TFloat32> cut(Operand<TFloat32> layer) {
    // Without the batch rows are the first axis, along which a cut copies nothing.
    Operand<TFloat32> cells = tf.squeeze(layer, Squeeze.axis(List.of(0L)));
    return tf.expandDims(tf.slice(cells, begin, size), tf.constant(0));
  }

  private record Cells(Operand<TFloat64> first, Operand<TFloat64> count) {}

  private Cells cells(LetterboxGraph.Side side, int stride) {
    Operand<TFloat64> first =
        tf.math.maximum(tf.constant(0.0), firstWithCentreAtOrAfter(side.before(), stride));
    Operand<TFloat64> end =
        firstWithCentreAtOrAfter(tf.math.add(side.before(), side.resized()), stride);
    return new Cells(first, tf.math.maximum(tf.constant(1.0), tf.math.sub(end, first)));
  }

  /** The centre of cell i is (i + 0.5) * stride. */
  private Operand<TFloat64> firstWithCentreAtOrAfter(Operand<TFloat64> edge, int stride) {
    return tf.math.ceil(
        tf.math.sub(tf.math.div(edge, tf.constant((double) stride)), tf.constant(0.5)));
  }

  private Operand<TInt32> vector(
      Operand<TFloat64> row, Operand<TFloat64> column, Operand<TFloat64> channel) {
    return tf.dtypes.cast(tf.stack(List.of(row, column, channel)), TInt32.class);
  }
}
