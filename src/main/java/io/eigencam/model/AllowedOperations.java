package io.eigencam.model;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;

/**
 * Which operations a model may use. A SavedModel is a program: its graph could read files, write
 * them or call Python. So only operations that compute are let in, seen in real exports or known to
 * be harmless; what the outputs and the restoring of variables need is checked, function bodies
 * included. The rest of the file (every export can save itself) is never executed and is left out
 * of what we write.
 */
final class AllowedOperations {
  private static final Set<String> CALLS = Set.of("PartitionedCall", "StatefulPartitionedCall");

  private static final Set<String> COMPUTING =
      words(
          """
          Abs Acos Add AddN AddV2 All Any ArgMax ArgMin Asin Assert Atan Atan2 AvgPool BatchMatMul
          BatchMatMulV2 BatchMatMulV3 BiasAdd BroadcastArgs BroadcastTo Cast Ceil CheckNumerics
          ClipByValue CombinedNonMaxSuppression Concat ConcatV2 Const Conv2D Conv2DBackpropInput Cos
          Cumsum DepthToSpace DepthwiseConv2dNative Div DivNoNan Einsum Elu Equal Erf Exp ExpandDims
          Fill Floor FloorDiv FloorMod FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3 Gather
          GatherNd GatherV2 Greater GreaterEqual Identity IdentityN InTopKV2 IsFinite IsInf IsNan
          LeakyRelu Less LessEqual LinSpace Log Log1p LogSoftmax LogicalAnd LogicalNot LogicalOr
          MatMul Max MaxPool MaxPoolV2 Maximum Mean Min Minimum MirrorPad Mul MulNoNan Neg NoOp
          NonMaxSuppression NonMaxSuppressionV2 NonMaxSuppressionV3 NonMaxSuppressionV4
          NonMaxSuppressionV5 NotEqual OneHot OnesLike Pack Pad PadV2 Placeholder
          PlaceholderWithDefault Pow PreventGradient Prod Range Rank RealDiv Reciprocal Relu Relu6
          Reshape ResizeArea ResizeBicubic ResizeBilinear ResizeNearestNeighbor ReverseV2 Rint Round
          Rsqrt ScatterNd Select SelectV2 Selu Shape ShapeN Sigmoid Sign Sin Size Slice Softmax
          Softplus Softsign SpaceToBatchND BatchToSpaceND SpaceToDepth Split SplitV Sqrt Square
          SquaredDifference Squeeze StopGradient StridedSlice Sub Sum Tan Tanh TensorScatterAdd
          TensorScatterUpdate Tile TopK TopKV2 Transpose Unpack Where ZerosLike
          ReadVariableOp VarHandleOp Variable VariableV2
          """);

  private static final Set<String> RESTORING =
      words(
          """
          Assign AssignVariableOp Const Identity IdentityN NoOp Pack Placeholder
          PlaceholderWithDefault Reshape RestoreV2 VarHandleOp VariableV2 Variable
          """);

  private final Map<String, FunctionDef> functions = new HashMap<>();

  AllowedOperations(GraphDef graph) {
    graph
        .getLibrary()
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
  }

  /** Checks what the nodes need to compute. */
  void checkComputing(GraphDef graph, Collection<String> nodes) throws ModelRejected {
    check(graph.getNodeList(), nodes, COMPUTING, new HashSet<>(), "", 0);
  }

  /** Checks what runs whenever TensorFlow loads the file: initialising and restoring. */
  void checkLoading(MetaGraphDef content) throws ModelRejected {
    Set<String> initial = new HashSet<>();
    content
        .getSignatureDefOrDefault("__saved_model_init_op", SignatureDef.getDefaultInstance())
        .getOutputsMap()
        .values()
        .forEach(output -> initial.add(nodeOf(output.getName())));
    for (String collection : List.of("saved_model_main_op", "legacy_init_op")) {
      content
          .getCollectionDefOrDefault(collection, CollectionDef.getDefaultInstance())
          .getNodeList()
          .getValueList()
          .forEach(node -> initial.add(nodeOf(node)));
    }
    check(content.getGraphDef().getNodeList(), initial, COMPUTING, new HashSet<>(), "", 0);
    SaverDef saver = content.getSaverDef();
    Set<String> restoring = new HashSet<>();
    restoring.add(nodeOf(saver.getRestoreOpName()));
    restoring.add(nodeOf(saver.getFilenameTensorName()));
    check(content.getGraphDef().getNodeList(), restoring, RESTORING, new HashSet<>(), "", 0);
  }

  /** Whether the node runs a function of the library. */
  static boolean isCall(NodeDef node) {
    return CALLS.contains(node.getOp());
  }

  private void check(
      Collection<NodeDef> body,
      Collection<String> roots,
      Set<String> allowed,
      Set<String> checkedFunctions,
      String where,
      int depth)
      throws ModelRejected {
    if (depth > CallInliner.MAX_DEPTH) {
      throw new ModelRejected(
          "the model makes more than %d calls within calls; export it again"
              .formatted(CallInliner.MAX_DEPTH));
    }
    Map<String, NodeDef> nodes = new HashMap<>();
    body.forEach(node -> nodes.put(node.getName(), node));
    Deque<String> open = new ArrayDeque<>(roots);
    Set<String> seen = new HashSet<>(roots);
    while (!open.isEmpty()) {
      NodeDef node = nodes.get(open.pop());
      if (node == null) {
        continue; // a function's argument
      }
      if (isCall(node)) {
        String name = node.getAttrOrThrow("f").getFunc().getName();
        FunctionDef function = functions.get(name);
        if (function != null && checkedFunctions.add(name)) {
          check(
              function.getNodeDefList(),
              // All of it: TensorFlow runs operations with side effects that no result needs.
              function.getNodeDefList().stream().map(NodeDef::getName).toList(),
              allowed,
              checkedFunctions,
              where + node.getName() + "/",
              depth + 1);
        }
      } else if (!allowed.contains(node.getOp())) {
        throw new ModelRejected(
            "operation %s (node '%s%s') is not allowed: a model may only compute, not touch files,"
                    .formatted(node.getOp(), where, node.getName())
                + " the network or other programs; export it again without that step");
      }
      for (String input : node.getInputList()) {
        String name = nodeOf(input);
        if (seen.add(name)) {
          open.push(name);
        }
      }
    }
  }

  private static String nodeOf(String input) {
    String plain = TensorName.isControl(input) ? input.substring(1) : input;
    int colon = plain.indexOf(':');
    return colon < 0 ? plain : plain.substring(0, colon);
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
  }
}
