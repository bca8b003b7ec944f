package io.eigencam.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Writes a SavedModel derived from a stock one: tag "serve", one signature "serving_default",
 * variables and metadata of the stock model. Loads in DJL, TensorFlow for Java and Python.
 *
 * <p>Python's object graph is left out: it describes functions that no longer exist, and without it
 * Python loads the signature alone.
 */
public final class SavedModelWriter {
  private final StockModel stock;

  public SavedModelWriter(StockModel stock) {
    this.stock = Objects.requireNonNull(stock, "stock");
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
    GraphShapes shapes = GraphShapes.of(graph);
    SignatureDef.Builder signature =
        SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
    for (Map.Entry<String, String> input : inputs.entrySet()) {
      signature.putInputs(input.getKey(), info(shapes, input.getValue()));
    }
    for (Map.Entry<String, String> output : outputs.entrySet()) {
      signature.putOutputs(output.getKey(), info(shapes, output.getValue()));
    }
    MetaGraphDef.Builder content = MetaGraphDef.newBuilder();
    content.getMetaInfoDefBuilder().addTags("serve").setTensorflowVersion(TensorFlow.version());
    content.setGraphDef(graph).putSignatureDef("serving_default", signature.build());
    stock.flat().saver().ifPresent(content::setSaverDef);
    SavedModel model =
        SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(content).build();

    Path variables = Files.createDirectories(folder.resolve("variables"));
    if (stock.flat().saver().isPresent()) {
      copyVariables(variables);
    }
    Files.copy(stock.folder().metadataFile(), folder.resolve("metadata.yaml"));
    Files.write(folder.resolve("saved_model.pb"), model.toByteArray());
  }

  private void copyVariables(Path target) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(stock.flat().variables())) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Files.copy(file, target.resolve(file.getFileName()));
    }
  }

  /** With a shape: Python reads an empty one as that of a scalar. */
  private static TensorInfo info(GraphShapes shapes, String name) throws ModelRejected {
    TensorDescription tensor =
        shapes
            .tensor(name)
            .orElseThrow(() -> new ModelRejected("the graph has no tensor '" + name + "'"));
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(GraphShapes.type(tensor.type()))
        .setTensorShape(tensor.shapeProto())
        .build();
  }
}
