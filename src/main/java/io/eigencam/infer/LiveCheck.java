package io.eigencam.infer;

import io.eigencam.model.ModelRejected;
import io.eigencam.model.StockModel;

/** Compares a live model with the stock model it was derived from, and warms it up. */
final class LiveCheck {
  private LiveCheck() {}

  /**
   * @throws ModelRejected if the two give different answers to a probe picture
   */
  static void run(StockModel stock, LivePredictor live) throws ModelRejected {}
}
