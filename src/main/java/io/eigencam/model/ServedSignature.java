package io.eigencam.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * What a SavedModel offers to be called with: one picture in, some tensors out.
 *
 * @param graph holds the tensors named here
 * @param inputKey name of the only input
 * @param input the placeholder, with type and shape
 * @param outputs key to tensor, "node:0", in natural order of the keys
 */
record ServedSignature(
    GraphDef graph, String inputKey, TensorInfo input, Map<String, String> outputs) {
  private static final String DEFAULT = "serving_default";

  /** output_2 before output_10. */
  private static final Comparator<String> NATURAL =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  /** The signature "serving_default", or the only one, or the only function of an old export. */
  static ServedSignature of(MetaGraphDef content) throws ModelRejected {
    Map<String, SignatureDef> all = new LinkedHashMap<>(content.getSignatureDefMap());
    all.values().removeIf(one -> one.getInputsCount() == 0 || one.getOutputsCount() == 0);
    SignatureDef chosen = all.get(DEFAULT);
    if (chosen == null && all.isEmpty()) {
      return ObjectGraphSignature.of(content);
    }
    if (chosen == null && all.size() > 1) {
      throw new ModelRejected(
          "the model has no signature 'serving_default' but several others: " + all.keySet());
    }
    return of(content.getGraphDef(), chosen != null ? chosen : all.values().iterator().next());
  }

  private static ServedSignature of(GraphDef graph, SignatureDef signature) throws ModelRejected {
    if (signature.getInputsCount() != 1) {
      List<String> keys = new ArrayList<>(signature.getInputsMap().keySet());
      throw new ModelRejected("the model wants several inputs " + keys + ", not one picture");
    }
    Map.Entry<String, TensorInfo> input = signature.getInputsMap().entrySet().iterator().next();
    Map<String, String> outputs = new LinkedHashMap<>();
    signature.getOutputsMap().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(NATURAL))
        .forEach(output -> outputs.put(output.getKey(), output.getValue().getName()));
    return new ServedSignature(graph, input.getKey(), input.getValue(), outputs);
  }
}
