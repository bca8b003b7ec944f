package io.eigencam.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One run of a detector on a synthetic picture, to learn what its files do not tell: the unit of
 * its boxes, and whether the class maps found are the ones that make its scores.
 */
final class Probe {
  /** Anchors cover the picture evenly: the median centre is near 0.5, or near half the width. */
  private static final double NORMALISED_BELOW = 2;

  /**
   * Rounding is relative (1e-6). A synthetic picture shows a trained network nothing, its scores
   * are tiny: an absolute allowance would let any map pass.
   */
  private static final double SAME_SCORE_RELATIVE = 1e-3;

  private static final double SAME_SCORE = 1e-8;

  private final FeatureTensors features;
  private final HeadLayout layout;
  private final FloatTensor output;
  private final Map<String, FloatTensor> tensors;

  private Probe(
      FeatureTensors features,
      HeadLayout layout,
      FloatTensor output,
      Map<String, FloatTensor> tensors) {
    this.features = features;
    this.layout = layout;
    this.output = output;
    this.tensors = tensors;
  }

  static ProbeFinding run(
      FlatModel model, String output, FeatureTensors features, HeadLayout layout)
      throws ModelRejected {
    Set<String> fetch = new LinkedHashSet<>(List.of(output));
    for (FeatureLevel level : features.levels()) {
      if (level.classLogits() != null) {
        fetch.add(level.classLogits());
      }
    }
    try (GraphSession session = GraphSession.open(model)) {
      float[] picture = ProbePicture.of(model.inputHeight(), model.inputWidth());
      Map<String, FloatTensor> tensors = session.run(picture, fetch);
      FloatTensor main = tensors.get(output);
      if (main == null || main.rank() < 2) {
        throw new ModelRejected("the output '" + output + "' is no list of candidates");
      }
      Probe probe = new Probe(features, layout, main, tensors);
      return new ProbeFinding(probe.boxUnits(), probe.classMaps());
    }
  }

  /** Without any row the unit of current exports. */
  private BoxUnits boxUnits() {
    double[] centres = layout.kind() == HeadLayout.Kind.RAW ? firstRow() : centresOfRows();
    if (centres.length == 0) {
      return BoxUnits.PIXELS;
    }
    Arrays.sort(centres);
    return centres[centres.length / 2] < NORMALISED_BELOW ? BoxUnits.NORMALISED : BoxUnits.PIXELS;
  }

  private double[] firstRow() {
    double[] centres = new double[layout.candidates()];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = output.values()[i];
    }
    return centres;
  }

  private double[] centresOfRows() {
    int width = output.size(2);
    List<Double> centres = new ArrayList<>();
    for (int row = 0; row < output.size(1); row++) {
      float left = output.values()[row * width];
      float right = output.values()[row * width + 2]; // the width of a rotated box
      if (left != 0 || right != 0) {
        centres.add(layout.rotated() ? left : (left + right) / 2.0);
      }
    }
    return centres.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Whether the sigmoid of a level's class map is the score that the output holds. Outputs of rows
   * do not tell which cell spoke; there the structure's answer stands.
   */
  private List<Boolean> classMaps() {
    List<Boolean> same = new ArrayList<>();
    int anchor = 0;
    for (FeatureLevel level : features.levels()) {
      FloatTensor logits = level.classLogits() == null ? null : tensors.get(level.classLogits());
      same.add(layout.kind() != HeadLayout.Kind.RAW || logits != null && matches(logits, anchor));
      anchor += level.rows() * level.columns();
    }
    return same;
  }

  private boolean matches(FloatTensor logits, int firstAnchor) {
    int classes = layout.classes();
    int cells = logits.size(1) * logits.size(2);
    for (int cell = 0; cell < cells; cell++) {
      for (int id = 0; id < classes; id++) {
        double score = 1 / (1 + Math.exp(-logits.values()[cell * classes + id]));
        int at = (layout.firstScore() + id) * layout.candidates() + firstAnchor + cell;
        double allowed = SAME_SCORE + SAME_SCORE_RELATIVE * score;
        if (!(Math.abs(score - output.values()[at]) <= allowed)) {
          return false;
        }
      }
    }
    return true;
  }
}
