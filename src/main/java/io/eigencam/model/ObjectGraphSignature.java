package io.eigencam.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef.ArgDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Exports by Ultralytics 8.3 have no signature and no call of the network at the top level: only a
 * function that Python's object graph knows. Its captured arguments are objects of that graph, in
 * the order of the function's last arguments. This adds the missing placeholder and call.
 */
final class ObjectGraphSignature {
  private static final String INPUT = "eigencam_input";
  private static final String CALL = "eigencam_call";

  private ObjectGraphSignature() {}

  static ServedSignature of(MetaGraphDef content) throws ModelRejected {
    Map<String, SavedConcreteFunction> offered =
        content.getObjectGraphDef().getConcreteFunctionsMap();
    @Nullable FunctionDef network = null;
    for (FunctionDef function : content.getGraphDef().getLibrary().getFunctionList()) {
      // A network beside small wrappers: the one with the most nodes.
      boolean larger = network == null || function.getNodeDefCount() > network.getNodeDefCount();
      SavedConcreteFunction captured = offered.get(function.getSignature().getName());
      if (larger && captured != null && takesOne(function, captured)) {
        network = function;
      }
    }
    if (network == null) {
      throw new ModelRejected(
          "the model has no signature and no function that takes one picture; export it again with"
              + " a current version of Ultralytics");
    }
    String name = network.getSignature().getName();
    return join(content, network, content.getObjectGraphDef().getConcreteFunctionsOrThrow(name));
  }

  private static boolean takesOne(FunctionDef function, SavedConcreteFunction captured) {
    return function.getSignature().getInputArgCount() - captured.getBoundInputsCount() == 1;
  }

  private static ServedSignature join(
      MetaGraphDef content, FunctionDef network, SavedConcreteFunction captured)
      throws ModelRejected {
    ArgDef argument = network.getSignature().getInputArg(0);
    TensorShapeProto shape = shape(network, captured);
    NodeDef placeholder =
        NodeDef.newBuilder()
            .setName(INPUT)
            .setOp("Placeholder")
            .putAttr("dtype", AttrValue.newBuilder().setType(argument.getType()).build())
            .putAttr("shape", AttrValue.newBuilder().setShape(shape).build())
            .build();
    NodeDef.Builder call =
        NodeDef.newBuilder()
            .setName(CALL)
            .setOp("StatefulPartitionedCall")
            .addInput(INPUT)
            .putAttr(
                "f",
                AttrValue.newBuilder()
                    .setFunc(NameAttrList.newBuilder().setName(network.getSignature().getName()))
                    .build());
    for (int object : captured.getBoundInputsList()) {
      call.addInput(node(content, content.getObjectGraphDef().getNodes(object)));
    }
    GraphDef graph = content.getGraphDef().toBuilder().addNode(placeholder).addNode(call).build();
    Map<String, String> outputs = new LinkedHashMap<>();
    for (int i = 0; i < network.getSignature().getOutputArgCount(); i++) {
      outputs.put("output_" + i, CALL + ":" + i);
    }
    TensorInfo input =
        TensorInfo.newBuilder()
            .setName(INPUT + ":0")
            .setDtype(argument.getType())
            .setTensorShape(shape)
            .build();
    return new ServedSignature(graph, argument.getName(), input, outputs);
  }

  /** The node at the top level that holds a captured constant or variable. */
  private static String node(MetaGraphDef content, SavedObject object) throws ModelRejected {
    if (object.hasConstant()) {
      return object.getConstant().getOperation();
    }
    if (object.hasVariable()) {
      String name = object.getVariable().getName();
      List<NodeDef> nodes = content.getGraphDef().getNodeList();
      for (NodeDef node : nodes) {
        String shared =
            node.getAttrOrDefault("shared_name", AttrValue.getDefaultInstance())
                .getS()
                .toStringUtf8();
        if (node.getOp().equals("VarHandleOp")
            && (node.getName().equals(name) || shared.equals(name))) {
          return node.getName();
        }
      }
    }
    throw new ModelRejected(
        "the model has no signature and its function needs an object that is neither constant nor"
            + " variable; export it again with a current version of Ultralytics");
  }

  /** From the function's attribute or from what Python recorded; unknown if from neither. */
  private static TensorShapeProto shape(FunctionDef network, SavedConcreteFunction captured) {
    if (network.getArgAttrMap().containsKey(0)) {
      AttrValue shapes = network.getArgAttrOrThrow(0).getAttrMap().get("_output_shapes");
      if (shapes != null && shapes.getList().getShapeCount() == 1) {
        return shapes.getList().getShape(0);
      }
    }
    return recorded(captured.getCanonicalizedInputSignature());
  }

  private static TensorShapeProto recorded(StructuredValue value) {
    TensorShapeProto unknown = TensorShapeProto.newBuilder().setUnknownRank(true).build();
    if (value.hasTensorSpecValue()) {
      return value.getTensorSpecValue().getDtype() == DataType.DT_FLOAT
          ? value.getTensorSpecValue().getShape()
          : unknown;
    }
    for (StructuredValue inner : value.getTupleValue().getValuesList()) {
      TensorShapeProto shape = recorded(inner);
      if (!shape.getUnknownRank()) {
        return shape;
      }
    }
    return unknown;
  }
}
