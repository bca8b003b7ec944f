package io.eigencam.explain;

import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.SingularValues;
import java.util.List;
import java.util.Set;

/**
 * The L2 norm of every cell's activation: how strongly the layer answers there. Needs no
 * decomposition and has no sign, hence the baseline that Eigen-CAM must beat, and what remains to
 * look at where a component's sign is unsure or the component unstable.
 */
public final class EnergyMap implements MapMethod {

  @Override
  public List<LayerAttention> maps(LayerView layer) throws FrameRejected {
    float[] values = layer.activation().values();
    int channels = layer.activation().channels();
    float[] norms = new float[layer.activation().cells()];
    for (int cell = 0; cell < norms.length; cell++) {
      norms[cell] = (float) Math.sqrt(squares(values, cell * channels, channels));
      if (!Float.isFinite(norms[cell])) {
        throw layer.invalid("an activation");
      }
    }
    AttentionMap map = layer.map(MapKind.ENERGY, null, 0, norms);
    Projection centred = Projection.centred(norms);
    float[] scores = layer.scores();
    return List.of(
        new LayerAttention(
            map,
            SingularValues.NONE,
            null,
            scores == null ? null : centred.correlation(scores),
            layer.outsideShare(map),
            centred.min() == centred.max() ? Set.of(AttentionFlag.LOW_VARIANCE) : Set.of()));
  }

  /** In four sums, which the processor adds at the same time. */
  private static double squares(float[] values, int first, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = first;
    for (; i + 4 <= first + count; i += 4) {
      a += (double) values[i] * values[i];
      b += (double) values[i + 1] * values[i + 1];
      c += (double) values[i + 2] * values[i + 2];
      d += (double) values[i + 3] * values[i + 3];
    }
    for (; i < first + count; i++) {
      a += (double) values[i] * values[i];
    }
    return a + b + (c + d);
  }
}
