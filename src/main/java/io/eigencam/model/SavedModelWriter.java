package io.eigencam.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.proto.GraphDef;

/**
 * Writes a SavedModel derived from a stock one: tag "serve", one signature "serving_default",
 * variables and metadata of the stock model. Loads in DJL, TensorFlow for Java and Python.
 */
public final class SavedModelWriter {
  private final StockModel stock;

  public SavedModelWriter(StockModel stock) {
    this.stock = stock;
  }

  /**
   * Writes into an empty or missing folder.
   *
   * @param graph the stock model's flat graph with nodes added or replaced; must keep what its
   *     saver names
   * @param inputs signature key to tensor, "node:0"
   * @param outputs signature key to tensor, "node:0"; types and shapes are inferred
   * @throws ModelRejected if TensorFlow does not accept the graph, or a tensor is not in it
   */
  public void write(
      Path folder, GraphDef graph, Map<String, String> inputs, Map<String, String> outputs)
      throws ModelRejected, IOException {
    throw new ModelRejected(stock.folder().name() + " cannot be written yet");
  }
}
