package io.eigencam.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpDef.ArgDef;

/**
 * Replaces function calls by the bodies of the functions, so that every inner tensor has a name of
 * its own ("call/call/node").
 *
 * <p>Control inputs are dropped: they order side effects, and the operations let in here have none.
 * So are devices and colocation, which name places of another machine.
 */
final class CallInliner {
  private static final int MAX_NODES = 500_000;
  private static final int MAX_TENSORS = 2_000_000;

  /** Real exports have three calls within each other. */
  static final int MAX_DEPTH = 100;

  private final Map<String, FunctionDef> functions = new HashMap<>();
  private final Map<String, OpDef> operations = new HashMap<>();
  private final Map<String, NodeDef> top = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private int calls;
  private int emittedTensors;
  private final Map<String, NodeDef> emitted = new LinkedHashMap<>();

  CallInliner(GraphDef graph) {
    NativeEnvironment.prepare();
    graph
        .getLibrary()
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
    TensorFlow.registeredOpList().getOpList().forEach(op -> operations.put(op.getName(), op));
    graph.getNodeList().forEach(node -> top.put(node.getName(), node));
    taken.addAll(top.keySet());
  }

  /** The nodes that the tensors need, inputs before consumers, without calls. */
  Collection<NodeDef> nodes() {
    return emitted.values();
  }

  /**
   * Inlines everything that the tensors need.
   *
   * @return for every tensor its name in the flat graph, "node:0"
   */
  Map<String, String> inline(Collection<String> tensors) throws ModelRejected {
    List<String> roots = new ArrayList<>();
    for (String tensor : tensors) {
      String node = TensorName.parse(tensor).node();
      if (!top.containsKey(node)) {
        throw new ModelRejected("the signature names '" + tensor + "', which the graph lacks");
      }
      roots.add(node);
    }
    Map<String, List<String>> results = new HashMap<>(); // node -> its outputs
    for (NodeDef node : ordered(top, roots)) {
      List<String> inputs = new ArrayList<>();
      for (String input : node.getInputList()) {
        if (!TensorName.isControl(input)) {
          TensorName name = TensorName.parse(input);
          inputs.add(nth(results.get(name.node()), name.index(), input));
        }
      }
      Map<String, List<String>> outputs = place(node, node.getName(), inputs, 0);
      List<String> all = new ArrayList<>();
      outputs.values().forEach(all::addAll);
      results.put(node.getName(), all);
    }
    Map<String, String> renamed = new LinkedHashMap<>();
    for (String tensor : tensors) {
      TensorName name = TensorName.parse(tensor);
      String flat = nth(results.get(name.node()), name.index(), tensor);
      renamed.put(tensor, TensorName.parse(flat).toString());
    }
    return renamed;
  }

  /** Emits a node, or what its function consists of. Returns its outputs by argument name. */
  private Map<String, List<String>> place(NodeDef node, String name, List<String> inputs, int depth)
      throws ModelRejected {
    if (AllowedOperations.isCall(node)) {
      String function = node.getAttrOrThrow("f").getFunc().getName();
      FunctionDef body = functions.get(function);
      // Functions that do nothing but call others twice emit nothing, and grow without end.
      if (++calls > MAX_NODES) {
        throw new ModelRejected("the model makes more than " + MAX_NODES + " calls");
      }
      if (body == null || depth > MAX_DEPTH) {
        throw new ModelRejected("the call '" + name + "' of " + function + " cannot be resolved");
      }
      return Map.of("output", body(body, name + "/", inputs, depth + 1));
    }
    String free = name;
    for (int i = 1; depth > 0 && !taken.add(free); i++) {
      free = name + "_" + i;
    }
    if (emitted.size() >= MAX_NODES) {
      throw new ModelRejected("the model has more than " + MAX_NODES + " operations");
    }
    emitted.put(
        free,
        node.toBuilder()
            .setName(free)
            .clearInput()
            .addAllInput(inputs)
            .clearDevice()
            .clearExperimentalDebugInfo()
            .removeAttr("_class")
            .build());
    Map<String, List<String>> outputs = new LinkedHashMap<>();
    OpDef definition = operation(node);
    int index = 0;
    for (ArgDef argument : definition.getOutputArgList()) {
      List<String> tensors = new ArrayList<>();
      for (long count = count(definition, argument, node); count > 0; count--) {
        if (++emittedTensors > MAX_TENSORS) { // a number in an attribute can claim any
          throw new ModelRejected(
              "the operations have more than %d outputs, up to node '%s'"
                  .formatted(MAX_TENSORS, free));
        }
        tensors.add(new TensorName(free, index++).asInput());
      }
      outputs.put(argument.getName(), tensors);
    }
    return outputs;
  }

  private List<String> body(FunctionDef function, String prefix, List<String> arguments, int depth)
      throws ModelRejected {
    Map<String, List<String>> known = new HashMap<>(); // "argument" or "node:output" -> tensors
    for (int i = 0; i < function.getSignature().getInputArgCount(); i++) {
      String name = function.getSignature().getInputArg(i).getName();
      known.put(name, List.of(nth(arguments, i, prefix + name)));
    }
    Map<String, NodeDef> nodes = new HashMap<>();
    function.getNodeDefList().forEach(node -> nodes.put(node.getName(), node));
    List<String> roots = new ArrayList<>();
    function.getRetMap().values().forEach(result -> roots.add(result.split(":", 2)[0]));
    for (NodeDef node : ordered(nodes, roots)) {
      List<String> inputs = new ArrayList<>();
      for (String input : node.getInputList()) {
        if (!TensorName.isControl(input)) {
          inputs.add(resolve(known, input));
        }
      }
      place(node, prefix + node.getName(), inputs, depth)
          .forEach((output, tensors) -> known.put(node.getName() + ":" + output, tensors));
    }
    List<String> results = new ArrayList<>();
    for (ArgDef output : function.getSignature().getOutputArgList()) {
      results.add(resolve(known, function.getRetOrThrow(output.getName())));
    }
    return results;
  }

  /** Inside a function a tensor is "argument", "node:output" or "node:output:index". */
  private static String resolve(Map<String, List<String>> known, String reference)
      throws ModelRejected {
    String[] parts = reference.split(":");
    if (parts.length == 1) {
      return nth(known.get(parts[0]), 0, reference);
    }
    int index = parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
    return nth(known.get(parts[0] + ":" + parts[1]), index, reference);
  }

  private static String nth(@Nullable List<String> tensors, int index, String reference)
      throws ModelRejected {
    if (tensors == null || index >= tensors.size()) {
      throw new ModelRejected("the graph refers to '" + reference + "', which does not exist");
    }
    return tensors.get(index);
  }

  /** What the roots need through data inputs, inputs before consumers. */
  private static List<NodeDef> ordered(Map<String, NodeDef> nodes, List<String> roots) {
    List<NodeDef> order = new ArrayList<>();
    Set<String> entered = new HashSet<>();
    Set<String> left = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    for (String root : roots) {
      open.push(root);
      while (!open.isEmpty()) {
        NodeDef node = nodes.get(open.peek());
        if (node == null || left.contains(node.getName())) {
          open.pop(); // a function's argument, or done before
        } else if (entered.add(node.getName())) {
          for (String input : node.getInputList()) {
            String name = input.split(":", 2)[0];
            if (!TensorName.isControl(input) && !entered.contains(name)) {
              open.push(name);
            }
          }
        } else {
          open.pop();
          left.add(node.getName());
          order.add(node);
        }
      }
    }
    return order;
  }

  private OpDef operation(NodeDef node) throws ModelRejected {
    OpDef definition = operations.get(node.getOp());
    if (definition == null) {
      throw new ModelRejected(
          "operation %s (node '%s') is unknown to TensorFlow %s"
              .formatted(node.getOp(), node.getName(), TensorFlow.version()));
    }
    return definition;
  }

  /** How many tensors one named output stands for. Attributes at their default may be left out. */
  private static long count(OpDef definition, ArgDef argument, NodeDef node) {
    if (!argument.getNumberAttr().isEmpty()) {
      return attribute(definition, argument.getNumberAttr(), node).getI();
    }
    if (!argument.getTypeListAttr().isEmpty()) {
      return attribute(definition, argument.getTypeListAttr(), node).getList().getTypeCount();
    }
    return 1;
  }

  private static AttrValue attribute(OpDef definition, String name, NodeDef node) {
    return definition.getAttrList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .findFirst()
        .map(attribute -> node.getAttrOrDefault(name, attribute.getDefaultValue()))
        .orElseGet(AttrValue::getDefaultInstance);
  }
}
