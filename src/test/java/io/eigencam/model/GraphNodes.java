package io.eigencam.model;

import com.google.protobuf.ByteString;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto.Dim;

/** Nodes that tests add to graphs. */
final class GraphNodes {
  private static final AttrValue FLOAT = type(DataType.DT_FLOAT);
  private static final AttrValue INT = type(DataType.DT_INT32);

  private GraphNodes() {}

  static NodeDef constant(String name, float[] values, long... shape) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(DataType.DT_FLOAT);
    for (float value : values) {
      tensor.addFloatVal(value);
    }
    for (long size : shape) {
      tensor.getTensorShapeBuilder().addDim(Dim.newBuilder().setSize(size));
    }
    return constant(name, FLOAT, tensor);
  }

  static NodeDef integers(String name, int... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(DataType.DT_INT32);
    for (int value : values) {
      tensor.addIntVal(value);
    }
    tensor.getTensorShapeBuilder().addDim(Dim.newBuilder().setSize(values.length));
    return constant(name, INT, tensor);
  }

  static NodeDef binary(String name, String operation, String left, String right) {
    return node(name, operation, left, right).putAttr("T", FLOAT).build();
  }

  static NodeDef unary(String name, String operation, String input) {
    return node(name, operation, input).putAttr("T", FLOAT).build();
  }

  static NodeDef transpose(String name, String input, String order) {
    return node(name, "Transpose", input, order).putAttr("T", FLOAT).putAttr("Tperm", INT).build();
  }

  static NodeDef slice(String name, String input, String from, String size) {
    return node(name, "Slice", input, from, size).putAttr("T", FLOAT).putAttr("Index", INT).build();
  }

  static NodeDef mean(String name, String input, String axes) {
    return node(name, "Mean", input, axes).putAttr("T", FLOAT).putAttr("Tidx", INT).build();
  }

  static NodeDef convolution(String name, String input, String kernel, int stride) {
    AttrValue strides =
        AttrValue.newBuilder()
            .setList(
                AttrValue.ListValue.newBuilder().addI(1).addI(stride).addI(stride).addI(1).build())
            .build();
    return node(name, "Conv2D", input, kernel)
        .putAttr("T", FLOAT)
        .putAttr("strides", strides)
        .putAttr("padding", AttrValue.newBuilder().setS(utf8("SAME")).build())
        .build();
  }

  static NodeDef placeholder(String name, long... shape) {
    AttrValue.Builder value = AttrValue.newBuilder();
    for (long size : shape) {
      value.getShapeBuilder().addDim(Dim.newBuilder().setSize(size));
    }
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Placeholder")
        .putAttr("dtype", FLOAT)
        .putAttr("shape", value.build())
        .build();
  }

  private static NodeDef.Builder node(String name, String operation, String... inputs) {
    NodeDef.Builder node = NodeDef.newBuilder().setName(name).setOp(operation);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node;
  }

  private static NodeDef constant(String name, AttrValue type, TensorProto.Builder tensor) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", type)
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  private static ByteString utf8(String text) {
    return ByteString.copyFromUtf8(text);
  }
}
