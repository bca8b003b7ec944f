package io.eigencam.infer;

import io.eigencam.model.FeatureTensor;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.StockModel;
import java.util.List;
import java.util.Optional;

/** Which of a model's layers are explained. */
final class ExplainedLayers {
  private ExplainedLayers() {}

  /**
   * Those of the wanted layers that the model has, in the wanted order.
   *
   * @throws ModelRejected if it has none of them
   */
  static List<FeatureTensor> choose(StockModel stock, List<String> wanted) throws ModelRejected {
    List<FeatureTensor> found =
        wanted.stream().map(stock.features()::named).flatMap(Optional::stream).toList();
    if (found.isEmpty()) {
      throw new ModelRejected(
          "%s has none of the layers %s; it has %s"
              .formatted(
                  stock.folder().name(),
                  String.join(", ", wanted),
                  stock.features().all().stream().map(FeatureTensor::name).toList()));
    }
    return found;
  }
}
