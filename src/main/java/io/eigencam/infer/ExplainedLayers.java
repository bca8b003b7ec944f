package io.eigencam.infer;

import io.eigencam.model.FeatureTensor;
import io.eigencam.model.HeadLayout;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.StockModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which of a model's layers are explained. */
final class ExplainedLayers {
  /** Layers that one model has and another does not: one list may serve both. */
  private static final Pattern STANDARD = Pattern.compile("p[2-6]|sppf|backboneEnd|last");

  /** What is shown of a classifier unless told otherwise: few channels make the better map. */
  private static final List<String> OF_CLASSIFIER = List.of("backboneEnd", "last");

  private ExplainedLayers() {}

  /**
   * Those of the wanted layers that the model has, in the wanted order; none if none is wanted. The
   * default layers are those of detectors; a classifier has others in their place.
   *
   * @param asked standard layers, of which some may be missing, and names of tensors
   * @throws ModelRejected if it has none of them, or if one is neither a standard layer nor a
   *     tensor that can be explained
   */
  static List<FeatureTensor> choose(StockModel stock, List<String> asked) throws ModelRejected {
    boolean classifier = stock.layout().kind() == HeadLayout.Kind.CLASSIFY;
    List<String> wanted =
        classifier && asked.equals(DetectorSettings.DEFAULT_LAYERS) ? OF_CLASSIFIER : asked;
    List<FeatureTensor> found = new ArrayList<>(wanted.size());
    for (String name : wanted) {
      Optional<FeatureTensor> layer = stock.layer(name);
      if (layer.isEmpty() && !STANDARD.matcher(name).matches()) {
        throw new ModelRejected(
            ("%s has no layer '%s'; it has %s, and float32 tensors [1, rows, columns, channels] whose"
                    + " grid divides the input of %dx%d evenly can be named as well")
                .formatted(
                    stock.folder().name(),
                    name,
                    names(stock),
                    stock.flat().inputWidth(),
                    stock.flat().inputHeight()));
      }
      layer.ifPresent(found::add);
    }
    if (found.isEmpty() && !wanted.isEmpty()) {
      throw new ModelRejected(
          "%s has none of the layers %s; it has %s"
              .formatted(stock.folder().name(), String.join(", ", wanted), names(stock)));
    }
    return found;
  }

  private static List<String> names(StockModel stock) {
    return stock.features().all().stream().map(FeatureTensor::name).toList();
  }
}
