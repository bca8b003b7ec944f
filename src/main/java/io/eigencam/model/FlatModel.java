package io.eigencam.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SaverDef;

/**
 * One signature of a SavedModel as a graph without function calls: every inner tensor can be
 * fetched by name. Only the operations that the outputs and the restoring of variables need are
 * left.
 */
public final class FlatModel {
  private final GraphDef graph;
  private final String inputKey;
  private final TensorDescription input; // [batch, height, width, 3]
  private final Map<String, TensorDescription> outputs;
  private final Optional<SaverDef> saver;
  private final Path variables;
  private final GraphShapes shapes;

  FlatModel(
      GraphDef graph,
      String inputKey,
      TensorDescription input,
      Map<String, TensorDescription> outputs,
      Optional<SaverDef> saver,
      Path variables,
      GraphShapes shapes) {
    this.graph = Objects.requireNonNull(graph, "graph");
    this.inputKey = Objects.requireNonNull(inputKey, "inputKey");
    this.input = Objects.requireNonNull(input, "input");
    this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    this.saver = Objects.requireNonNull(saver, "saver");
    this.variables = Objects.requireNonNull(variables, "variables");
    this.shapes = Objects.requireNonNull(shapes, "shapes");
  }

  /** The flat graph; its library holds only the functions that restore variables. */
  public GraphDef graph() {
    return graph;
  }

  /** The signature's name of the input, usually "images". */
  public String inputKey() {
    return inputKey;
  }

  /** A Placeholder, float32 [batch, height, width, 3], RGB, 0..1; only batch may be -1. */
  public TensorDescription input() {
    return input;
  }

  public String inputTensor() {
    return input.tensor();
  }

  /** -1 if any. */
  public int batch() {
    return input.size(0);
  }

  public int inputHeight() {
    return input.size(1);
  }

  public int inputWidth() {
    return input.size(2);
  }

  /** The signature's outputs in their natural order: output_0, output_1, ... */
  public Map<String, TensorDescription> outputs() {
    return outputs;
  }

  /** How variables are restored; empty when the graph has none. Its nodes are in the graph. */
  public Optional<SaverDef> saver() {
    return saver;
  }

  /** The stock model's folder of variables; it may not exist when there are none. */
  public Path variables() {
    return variables;
  }

  /** Type and shape of any tensor of the graph, "node:0"; empty if there is none of that name. */
  public Optional<TensorDescription> tensor(String name) {
    return shapes.tensor(name);
  }
}
