package io.eigencam.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Makes a {@link FlatModel} of a SavedModel: checks its operations and its input, inlines calls.
 */
final class GraphFlattener {
  private static final Set<String> VARIABLES = Set.of("VarHandleOp", "VariableV2", "Variable");

  private final SavedModelFolder folder;

  GraphFlattener(SavedModelFolder folder) {
    this.folder = folder;
  }

  FlatModel flatten() throws ModelRejected {
    ServedSignature signature = ServedSignature.of(folder.content());
    AllowedOperations allowed = new AllowedOperations(signature.graph());
    allowed.checkComputing(signature.graph(), nodesOf(signature.outputs().values()));
    allowed.checkLoading(folder.content());
    TensorShapeProto shape = inputShape(signature.input());

    NativeEnvironment.prepare();
    CallInliner inliner = new CallInliner(signature.graph());
    List<String> wanted = new ArrayList<>(signature.outputs().values());
    wanted.add(signature.input().getName());
    Map<String, String> renamed = inliner.inline(wanted);
    TensorName input = TensorName.parse(flat(renamed, signature.input().getName()));

    GraphDef.Builder graph = GraphDef.newBuilder().setVersions(signature.graph().getVersions());
    boolean hasVariables = false;
    for (NodeDef node : inliner.nodes()) {
      graph.addNode(node.getName().equals(input.node()) ? withShape(node, shape) : node);
      hasVariables |= VARIABLES.contains(node.getOp());
    }
    checkPlaceholders(inliner.nodes(), input.node());
    Optional<SaverDef> saver = Optional.empty();
    if (hasVariables) {
      saver = Optional.of(addRestore(signature.graph(), graph));
    }
    GraphShapes shapes = GraphShapes.of(graph.build());
    Map<String, TensorDescription> outputs = new LinkedHashMap<>();
    signature
        .outputs()
        .forEach(
            (key, tensor) -> outputs.put(key, shapes.tensor(flat(renamed, tensor)).orElseThrow()));
    return new FlatModel(
        graph.build(),
        signature.inputKey(),
        shapes.tensor(input.toString()).orElseThrow(),
        outputs,
        saver,
        folder.variables(),
        shapes);
  }

  private static String flat(Map<String, String> renamed, String tensor) {
    return Objects.requireNonNull(renamed.get(tensor), tensor);
  }

  /** [batch, height, width, 3]; what the graph leaves open comes from the metadata. */
  private TensorShapeProto inputShape(TensorInfo input) throws ModelRejected {
    String type = GraphShapes.typeName(input.getDtype());
    TensorShapeProto given = input.getTensorShape();
    List<Long> sizes = given.getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
    boolean known = !given.getUnknownRank() && !sizes.isEmpty();
    if (!type.equals("float32") || (known && sizes.size() != 4)) {
      throw new ModelRejected(
          "%s: the input is %s %s, not a float32 picture [batch, height, width, 3]"
              .formatted(folder.name(), type, known ? sizes : "of unknown shape"));
    }
    if (!known) {
      sizes = List.of(-1L, -1L, -1L, -1L);
    }
    ModelMetadata metadata = folder.metadata();
    if (metadata.channels() != 3 || (sizes.get(3) != 3 && sizes.get(3) != -1)) {
      long channels = metadata.channels() != 3 ? metadata.channels() : sizes.get(3);
      throw new ModelRejected(
          sizes.get(1) == 3
              ? folder.name()
                  + ": the input is "
                  + sizes
                  + ", channels first; export it with format=saved_model"
              : "%s: the input has %d channels, only 3 (RGB) are supported"
                  .formatted(folder.name(), channels));
    }
    List<Long> declared = List.of((long) metadata.inputHeight(), (long) metadata.inputWidth());
    for (int axis = 0; axis < 2; axis++) {
      long size = sizes.get(axis + 1);
      if (size != -1 && size != declared.get(axis)) {
        throw new ModelRejected(
            ("%s: metadata.yaml says imgsz %s, but the graph's input is %s;"
                    + " use the metadata.yaml of this very export")
                .formatted(folder.name(), declared, sizes));
      }
    }
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : List.of(sizes.get(0), declared.get(0), declared.get(1), 3L)) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape.build();
  }

  private static NodeDef withShape(NodeDef placeholder, TensorShapeProto shape) {
    return placeholder.toBuilder()
        .putAttr("shape", AttrValue.newBuilder().setShape(shape).build())
        .removeAttr("_output_shapes")
        .build();
  }

  private void checkPlaceholders(Collection<NodeDef> nodes, String input) throws ModelRejected {
    for (NodeDef node : nodes) {
      boolean isInput = node.getName().equals(input);
      if (node.getOp().equals("Placeholder") != isInput) {
        throw new ModelRejected(
            isInput
                ? "%s: the input '%s' is no placeholder".formatted(folder.name(), input)
                : "%s: the outputs need a second input '%s'"
                    .formatted(folder.name(), node.getName()));
      }
    }
  }

  /** Adds what restores variables, calls as they are, and says how to run it. */
  private SaverDef addRestore(GraphDef stock, GraphDef.Builder graph) throws ModelRejected {
    SaverDef saver = folder.content().getSaverDef();
    if (saver.getRestoreOpName().isEmpty()) {
      throw new ModelRejected(folder.name() + " has variables, but no way to restore them");
    }
    VariableFiles.check(folder);
    String restore = TensorName.parse(saver.getRestoreOpName()).node();
    String file = TensorName.parse(saver.getFilenameTensorName()).node();

    Set<String> present = new HashSet<>();
    graph.getNodeList().forEach(node -> present.add(node.getName()));
    NodeClosure closure = new NodeClosure(stock);
    for (NodeDef node : closure.nodes(List.of(restore, file))) {
      if (present.add(node.getName())) {
        graph.addNode(node.toBuilder().clearDevice().removeAttr("_class"));
      }
    }
    graph.setLibrary(closure.functions(graph.getNodeList()));
    return saver;
  }

  private static Set<String> nodesOf(Collection<String> tensors) {
    Set<String> nodes = new HashSet<>();
    tensors.forEach(tensor -> nodes.add(TensorName.parse(tensor).node()));
    return nodes;
  }
}
