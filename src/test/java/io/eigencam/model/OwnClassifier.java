package io.eigencam.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TensorShapeProto.Dim;

/** A classifier drawn by hand: two convolutions, global pooling, one linear layer. */
public final class OwnClassifier {
  private OwnClassifier() {}

  /**
   * @param linear whether one linear layer alone stands behind the pooling
   */
  public static void write(Path folder, boolean linear) throws IOException {
    GraphDef.Builder graph =
        GraphDef.newBuilder()
            .addNode(GraphNodes.placeholder("picture", 1, 32, 32, 3))
            .addNode(GraphNodes.constant("backbone/kernel", random(3 * 3 * 3 * 5), 3, 3, 3, 5))
            .addNode(GraphNodes.convolution("backbone", "picture", "backbone/kernel", 4))
            .addNode(GraphNodes.unary("backbone/relu", "Relu", "backbone"))
            .addNode(GraphNodes.constant("last/kernel", random(5 * 16), 1, 1, 5, 16))
            .addNode(GraphNodes.convolution("last", "backbone/relu", "last/kernel", 1))
            .addNode(GraphNodes.unary("last/relu", "Relu", "last"))
            .addNode(GraphNodes.integers("pool/axes", 1, 2))
            .addNode(GraphNodes.mean("mean", "last/relu", "pool/axes"))
            .addNode(GraphNodes.unary("pool", linear ? "Identity" : "Tanh", "mean"))
            .addNode(GraphNodes.constant("linear/weights", random(16 * 3), 16, 3))
            .addNode(GraphNodes.binary("linear", "MatMul", "pool", "linear/weights"))
            .addNode(GraphNodes.constant("bias", new float[] {0.5f, -1, 0.25f}, 3))
            .addNode(GraphNodes.binary("logits", "AddV2", "linear", "bias"))
            .addNode(GraphNodes.unary("probabilities", "Softmax", "logits"));
    graph.getVersionsBuilder().setProducer(1800);
    SignatureDef signature =
        SignatureDef.newBuilder()
            .putInputs("images", info("picture:0", 1, 32, 32, 3))
            .putOutputs("output_0", info("probabilities:0", 1, 3))
            .build();
    MetaGraphDef.Builder content =
        MetaGraphDef.newBuilder().setGraphDef(graph).putSignatureDef("serving_default", signature);
    content.getMetaInfoDefBuilder().addTags("serve");
    Files.write(
        folder.resolve("saved_model.pb"),
        SavedModel.newBuilder().addMetaGraphs(content).build().toByteArray());
    Files.writeString(
        folder.resolve("metadata.yaml"), "task: classify\nimgsz: 32\nnames: [cell, coin, key]\n");
  }

  private static TensorInfo info(String name, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(Dim.newBuilder().setSize(size));
    }
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(shape)
        .build();
  }

  private static float[] random(int size) {
    Random random = new Random(size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = 0.5f * (float) random.nextGaussian();
    }
    return values;
  }
}
