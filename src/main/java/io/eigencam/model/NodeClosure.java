package io.eigencam.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

/** What some nodes need: other nodes (data and control inputs) and functions. */
final class NodeClosure {
  private final GraphDef graph;

  NodeClosure(GraphDef graph) {
    this.graph = graph;
  }

  /** The roots and everything they need, in the graph's order. */
  List<NodeDef> nodes(Collection<String> roots) {
    Map<String, NodeDef> all = new HashMap<>();
    graph.getNodeList().forEach(node -> all.put(node.getName(), node));
    Map<String, NodeDef> needed = new HashMap<>();
    Deque<String> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      NodeDef node = all.get(open.pop());
      if (node != null && needed.putIfAbsent(node.getName(), node) == null) {
        node.getInputList().forEach(input -> open.push(TensorName.parse(input).node()));
      }
    }
    return graph.getNodeList().stream().filter(n -> needed.containsKey(n.getName())).toList();
  }

  /** The functions that the nodes name, and those that these name. */
  FunctionDefLibrary functions(Collection<NodeDef> nodes) {
    Map<String, FunctionDef> all = new HashMap<>();
    graph
        .getLibrary()
        .getFunctionList()
        .forEach(function -> all.put(function.getSignature().getName(), function));
    Map<String, FunctionDef> used = new TreeMap<>();
    Deque<NodeDef> open = new ArrayDeque<>(nodes);
    while (!open.isEmpty()) {
      for (String name : named(open.pop())) {
        FunctionDef function = all.get(name);
        if (function != null && used.putIfAbsent(name, function) == null) {
          open.addAll(function.getNodeDefList());
        }
      }
    }
    return FunctionDefLibrary.newBuilder().addAllFunction(used.values()).build();
  }

  private static List<String> named(NodeDef node) {
    List<String> names = new ArrayList<>();
    for (AttrValue value : node.getAttrMap().values()) {
      if (value.hasFunc()) {
        names.add(value.getFunc().getName());
      }
      value.getList().getFuncList().stream().map(NameAttrList::getName).forEach(names::add);
    }
    return names;
  }
}
