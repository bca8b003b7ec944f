package io.eigencam.model;

/**
 * A tensor of a graph: a node and which of its outputs. Written "node:0"; "node" means output 0.
 */
record TensorName(String node, int index) {

  /** Also drops the "^" of a control input. */
  static TensorName parse(String text) {
    String plain = isControl(text) ? text.substring(1) : text;
    int colon = plain.lastIndexOf(':');
    return colon < 0
        ? new TensorName(plain, 0)
        : new TensorName(plain.substring(0, colon), Integer.parseInt(plain.substring(colon + 1)));
  }

  static boolean isControl(String input) {
    return input.startsWith("^");
  }

  /** As a node's input: output 0 has no number. */
  String asInput() {
    return index == 0 ? node : node + ":" + index;
  }

  @Override
  public String toString() {
    return node + ":" + index;
  }
}
