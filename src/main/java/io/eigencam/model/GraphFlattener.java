package io.eigencam.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;
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

  /**
   * @throws ModelRejected also if the file is one that TensorFlow would not have written: names
   *     that lead nowhere, numbers that are none
   */
  FlatModel flatten() throws ModelRejected {
    try {
      return described(inlined());
    } catch (NoSuchElementException e) {
      throw contradiction(e);
    }
  }

  private static ModelRejected contradiction(RuntimeException e) {
    return new ModelRejected(
        "saved_model.pb contradicts itself (%s); copy or export the model again"
            .formatted(String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
        e);
  }

  /**
   * A graph without calls, checked as far as that can be done before TensorFlow sees it.
   *
   * @param renamed tensors of the signature to their names in the graph
   * @param saver absent where nothing has to be restored
   */
  record Inlined(
      ServedSignature signature,
      GraphDef graph,
      Map<String, String> renamed,
      Optional<SaverDef> saver) {}

  /** The first half: TensorFlow does not see the graph yet. */
  Inlined inlined() throws ModelRejected {
    try {
      return inline();
    } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException e) {
      throw contradiction(e);
    }
  }

  private Inlined inline() throws ModelRejected {
    ServedSignature signature = ServedSignature.of(folder.content());
    AllowedOperations allowed = new AllowedOperations(signature.graph());
    allowed.checkComputing(signature.graph(), nodesOf(signature.outputs().values()));
    allowed.checkLoading(folder.content());
    TensorShapeProto shape = PictureInput.shape(signature.input(), folder.metadata());

    CallInliner inliner = new CallInliner(signature.graph());
    List<String> wanted = new ArrayList<>(signature.outputs().values());
    wanted.add(signature.input().getName());
    Map<String, String> renamed = inliner.inline(wanted);
    TensorName input = TensorName.parse(flat(renamed, signature.input().getName()));

    GraphDef.Builder graph = GraphDef.newBuilder().setVersions(signature.graph().getVersions());
    boolean hasVariables = false;
    for (NodeDef node : inliner.nodes()) {
      requireOneType(node);
      graph.addNode(node.getName().equals(input.node()) ? withShape(node, shape) : node);
      hasVariables |= VARIABLES.contains(node.getOp());
    }
    checkPlaceholders(inliner.nodes(), input.node());
    Optional<SaverDef> saver = Optional.empty();
    if (hasVariables) {
      saver = Optional.of(addRestore(signature.graph(), graph));
    }
    return new Inlined(signature, graph.build(), renamed, saver);
  }

  /** The second half: types and shapes, as TensorFlow infers them. */
  private FlatModel described(Inlined inlined) throws ModelRejected {
    ServedSignature signature = inlined.signature();
    Map<String, String> renamed = inlined.renamed();
    GraphShapes shapes = GraphShapes.of(inlined.graph());
    Map<String, TensorDescription> outputs = new LinkedHashMap<>();
    signature
        .outputs()
        .forEach(
            (key, tensor) -> outputs.put(key, shapes.tensor(flat(renamed, tensor)).orElseThrow()));
    return new FlatModel(
        inlined.graph(),
        signature.inputKey(),
        shapes.tensor(flat(renamed, signature.input().getName())).orElseThrow(),
        outputs,
        inlined.saver(),
        folder.variables(),
        shapes);
  }

  /** TensorFlow ends the process when a constant holds another type than it says. */
  private static void requireOneType(NodeDef node) throws ModelRejected {
    if (!node.getOp().equals("Const")) {
      return;
    }
    DataType said = node.getAttrOrDefault("dtype", AttrValue.getDefaultInstance()).getType();
    DataType held =
        node.getAttrOrDefault("value", AttrValue.getDefaultInstance()).getTensor().getDtype();
    if (said != held) {
      throw new ModelRejected(
          "the constant '%s' says that it is %s, but holds %s; copy or export the model again"
              .formatted(node.getName(), GraphShapes.typeName(said), GraphShapes.typeName(held)));
    }
  }

  private static String flat(Map<String, String> renamed, String tensor) {
    return Objects.requireNonNull(renamed.get(tensor), tensor);
  }

  private static NodeDef withShape(NodeDef placeholder, TensorShapeProto shape) {
    return placeholder.toBuilder()
        .putAttr("shape", AttrValue.newBuilder().setShape(shape).build())
        .removeAttr("_output_shapes")
        .build();
  }

  private static void checkPlaceholders(Collection<NodeDef> nodes, String input)
      throws ModelRejected {
    for (NodeDef node : nodes) {
      boolean isInput = node.getName().equals(input);
      if (node.getOp().equals("Placeholder") != isInput) {
        throw new ModelRejected(
            isInput
                ? "the input '%s' is no placeholder".formatted(input)
                : "the outputs need a second input '%s'".formatted(node.getName()));
      }
    }
  }

  /** Adds what restores variables, calls as they are, and says how to run it. */
  private SaverDef addRestore(GraphDef stock, GraphDef.Builder graph) throws ModelRejected {
    SaverDef saver = folder.content().getSaverDef();
    if (saver.getRestoreOpName().isEmpty()) {
      throw new ModelRejected("the model has variables, but no way to restore them");
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
