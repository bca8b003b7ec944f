package io.eigencam.infer;

import io.eigencam.model.ModelRejected;
import io.eigencam.model.StockModel;

/** Which models can run live. */
final class LiveSupport {
  private LiveSupport() {}

  /**
   * @throws ModelRejected with the reason if the model cannot run live
   */
  static void require(StockModel stock) throws ModelRejected {
    String reason = stock.unsupportedReason();
    if (!reason.isEmpty()) {
      throw new ModelRejected(stock.folder().name() + ": " + reason);
    }
  }
}
