package io.eigencam.model;

import java.util.List;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** What a network wants: one float32 picture, NHWC, RGB, of the size that the metadata name. */
final class PictureInput {
  private static final long ANY = -1;
  private static final long RGB = 3;

  private PictureInput() {}

  /**
   * The full shape [batch, height, width, 3]; only batch may be -1. What the graph leaves open
   * comes from the metadata.
   *
   * @throws ModelRejected if the two contradict each other, or it is no such picture
   */
  static TensorShapeProto shape(TensorInfo input, ModelMetadata metadata) throws ModelRejected {
    String type = GraphShapes.typeName(input.getDtype());
    TensorShapeProto given = input.getTensorShape();
    List<Long> sizes = given.getDimList().stream().map(TensorShapeProto.Dim::getSize).toList();
    boolean known = !given.getUnknownRank() && !sizes.isEmpty();
    if (!type.equals("float32") || (known && sizes.size() != 4)) {
      throw new ModelRejected(
          "the input is %s %s, not a float32 picture [batch, height, width, 3]"
              .formatted(type, known ? sizes : "of unknown shape"));
    }
    return known ? completed(sizes, metadata) : completed(List.of(ANY, ANY, ANY, ANY), metadata);
  }

  private static TensorShapeProto completed(List<Long> sizes, ModelMetadata metadata)
      throws ModelRejected {
    long channels = sizes.get(3) == ANY ? metadata.channels() : sizes.get(3);
    if (channels != RGB && sizes.get(1) == RGB) {
      throw new ModelRejected(
          "the input is %s, channels first; export it with format=saved_model".formatted(sizes));
    }
    if (channels != RGB || metadata.channels() != RGB) {
      throw new ModelRejected(
          "the input has %d channels, only 3 (RGB) are supported"
              .formatted(channels != RGB ? channels : metadata.channels()));
    }
    List<Long> imgsz = List.of((long) metadata.inputHeight(), (long) metadata.inputWidth());
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setSize(sizes.get(0));
    for (int axis = 0; axis < 2; axis++) {
      long size = sizes.get(axis + 1);
      if (size != ANY && size != imgsz.get(axis)) {
        throw new ModelRejected(
            ("metadata.yaml says imgsz %s, but the graph's input is %s; use the metadata.yaml of"
                    + " this very export")
                .formatted(imgsz, sizes));
      }
      shape.addDimBuilder().setSize(imgsz.get(axis));
    }
    shape.addDimBuilder().setSize(RGB);
    return shape.build();
  }
}
