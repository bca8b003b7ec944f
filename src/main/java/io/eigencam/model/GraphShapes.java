package io.eigencam.model;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;

/** Types and shapes of all tensors of a graph, as TensorFlow infers them. */
final class GraphShapes {
  private final Map<String, TensorDescription> tensors;

  private GraphShapes(Map<String, TensorDescription> tensors) {
    this.tensors = tensors;
  }

  static GraphShapes of(GraphDef graph) throws ModelRejected {
    NativeEnvironment.prepare();
    Map<String, TensorDescription> tensors = new HashMap<>();
    try (Graph imported = new Graph()) {
      imported.importGraphDef(graph);
      for (Iterator<GraphOperation> it = imported.operations(); it.hasNext(); ) {
        GraphOperation operation = it.next();
        for (int i = 0; i < operation.numOutputs(); i++) {
          TensorDescription tensor = describe(operation.name() + ":" + i, operation.output(i));
          tensors.put(tensor.tensor(), tensor);
        }
      }
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw new ModelRejected(
          "TensorFlow does not accept the graph: " + GraphSession.firstLine(e), e);
    }
    return new GraphShapes(tensors);
  }

  /** "node:0". */
  Optional<TensorDescription> tensor(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  private static TensorDescription describe(String name, Output<?> output) {
    Shape shape = output.shape();
    List<Long> sizes =
        shape.isUnknown() ? List.of() : LongStream.of(shape.asArray()).boxed().toList();
    return new TensorDescription(name, typeName(output.dataType()), sizes, !shape.isUnknown());
  }

  /** "float32", "int64", ... */
  static String typeName(DataType type) {
    return switch (type) {
      case DT_FLOAT -> "float32";
      case DT_DOUBLE -> "float64";
      case DT_HALF -> "float16";
      default -> type.name().replaceFirst("^DT_", "").toLowerCase(Locale.ROOT);
    };
  }

  /** The inverse of {@link #typeName}. */
  static DataType type(String name) {
    return switch (name) {
      case "float32" -> DataType.DT_FLOAT;
      case "float64" -> DataType.DT_DOUBLE;
      case "float16" -> DataType.DT_HALF;
      default -> DataType.valueOf("DT_" + name.toUpperCase(Locale.ROOT));
    };
  }
}
