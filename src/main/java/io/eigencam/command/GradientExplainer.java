package io.eigencam.command;

import io.eigencam.explain.ClassActivation;
import io.eigencam.explain.EigenMaps;
import io.eigencam.explain.ExplainSettings;
import io.eigencam.explain.LiveExplainer;
import io.eigencam.explain.ScoreTargets;
import io.eigencam.frame.ClassScores;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.ScoreGrid;
import io.eigencam.infer.ScoreGradients;
import java.util.List;

/** EigenGradCAM of pictures. */
final class GradientExplainer {
  private final ScoreGradients gradients;
  private final ExplainSettings settings;

  GradientExplainer(ScoreGradients gradients, ExplainSettings settings) {
    this.gradients = gradients;
    this.settings = settings;
  }

  /**
   * Explains the detections, or classes one by one: the first as the layers' maps, the others
   * beside them.
   *
   * @param classes empty for whatever was detected
   * @throws IllegalArgumentException if the model does not tell the scores of single classes
   */
  Explanation explain(EncodedPicture picture, Inference inference, List<NamedClass> classes)
      throws FrameRejected {
    if (classes.isEmpty()) {
      Inference products = gradients.at(picture, inference, ScoreTargets.of(inference, null));
      return new LiveExplainer(EigenMaps.gradient(settings, null), null).explain(products);
    }
    Explanation all = explain(picture, inference, classes.get(0));
    for (NamedClass other : classes.subList(1, classes.size())) {
      Explanation one = explain(picture, inference, other);
      all = all.with(one.layers()).with(notExact(one));
    }
    return all;
  }

  /** A classifier's exact map is the same beside every class asked for: once is enough. */
  private static List<LayerAttention> notExact(Explanation one) {
    List<LayerAttention> exact = one.exact();
    return one.further().stream().filter(map -> !exact.contains(map)).toList();
  }

  private Explanation explain(EncodedPicture picture, Inference inference, NamedClass named)
      throws FrameRejected {
    Inference products = gradients.at(picture, inference, ScoreTargets.of(inference, named.id()));
    ClassScores scores = inference.classScores();
    List<ScoreGrid> ofClass =
        scores == null ? ClassActivation.scores(inference, named.id()) : scores.of(named.id());
    return new LiveExplainer(EigenMaps.gradient(settings, named.name()), null)
        .explain(products.withScores(ofClass));
  }
}
