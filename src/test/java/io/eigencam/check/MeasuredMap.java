package io.eigencam.check;

import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.Activation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.SignChoice;
import io.eigencam.frame.SignRule;
import io.eigencam.infer.Detector;
import io.eigencam.numeric.ThinSvd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One layer of one real frame: what the live explainer says, and what others say of it.
 *
 * @param boxesAgree whether a rule's sign is that of the boxes; null without boxes
 * @param exactness null for frames that are not looked at thoroughly
 * @param steadiness null likewise
 */
record MeasuredMap(
    String group,
    String layer,
    double alignment,
    double sigmaRatio,
    boolean sure,
    @Nullable Boolean scoresAgree,
    @Nullable Boolean channelSumAgrees,
    @Nullable Boolean extremumAgrees,
    @Nullable Exactness exactness,
    @Nullable Steadiness steadiness) {

  /**
   * Against a singular value decomposition of the activation in float64.
   *
   * @param vector cosine of the component with the exact one
   * @param map cosine of the published map with the exact projection
   */
  record Exactness(double vector, double map) {
    static Exactness of(Activation activation, LayerLook look) {
      ThinSvd exact =
          ThinSvd.ofCentred(activation.cells(), activation.channels(), activation.values());
      return new Exactness(
          Math.abs(cosine(look.direction(), exact.rightVector())),
          Math.abs(cosine(doubles(look.map().projection()), exact.projection())));
    }
  }

  /**
   * Against the same frame with noise of one level of 255.
   *
   * @param cosine of the components
   * @param correlation of the published maps
   */
  record Steadiness(double cosine, double correlation) {
    static Steadiness of(LayerLook look, LayerLook noisy) {
      return new Steadiness(look.cosine(noisy), look.correlation(noisy));
    }

    boolean flipped() {
      return correlation < 0;
    }
  }

  /**
   * @param thorough whether to decompose the activation and look at the frame with noise, too
   */
  static List<MeasuredMap> of(CheckPicture frame, Detector detector, boolean thorough)
      throws FrameRejected, IOException {
    LiveExplainer explainer = new LiveExplainer();
    Inference inference = detector.infer(frame.original());
    FrameLook noisy = thorough ? FrameLook.at(frame.noisy(1), detector, explainer) : null;
    List<LayerAttention> explained = explainer.explain(inference).layers();
    List<MeasuredMap> measured = new ArrayList<>();
    for (int i = 0; i < explained.size(); i++) {
      LayerAttention attention = explained.get(i);
      LayerFeatures features = inference.layers().get(i);
      LayerLook look = LayerLook.of(features, attention);
      SignChoice sign = Objects.requireNonNull(attention.sign());
      measured.add(
          new MeasuredMap(
              frame.name(),
              attention.layer(),
              Objects.requireNonNull(attention.alignment()),
              attention.spectrum().sigma2OverSigma1(),
              look.signSure(),
              agree(sign, SignRule.SCORES),
              agree(sign, SignRule.CHANNEL_SUM),
              agree(sign, SignRule.EXTREMUM),
              noisy == null ? null : Exactness.of(features.activation(), look),
              noisy == null ? null : Steadiness.of(look, noisy.layers().get(attention.layer()))));
    }
    return measured;
  }

  /** Two rules agree if both agree, or both disagree, with the chosen sign. */
  private static @Nullable Boolean agree(SignChoice sign, SignRule rule) {
    Boolean boxes = sign.agreesWithBoxes();
    return boxes == null ? null : boxes.equals(sign.agreement().get(rule));
  }

  private static double cosine(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
