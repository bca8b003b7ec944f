package io.eigencam.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A network that has forgotten what it learned: filters of its convolutions drawn anew, from the
 * last one that leads to an explained layer back towards the picture. A map that hardly changes
 * shows the picture, not what the network learned (J. Adebayo et al., Sanity Checks for Saliency
 * Maps, NeurIPS 2018, 3: cascading randomisation).
 *
 * <p>Filters are found by the structure of the graph, so it does not matter whether they are
 * constants, variables or computed. Offsets stay: they are the same at every cell. The head stays,
 * too, since maps do not depend on it.
 */
public final class RandomWeights {
  /**
   * Share of the mean square that a rectifier lets through: with it, activations neither die out
   * nor blow up over the layers (K. He et al., Delving Deep into Rectifiers, ICCV 2015, 2.2).
   * SiLU's is smaller for small values and the same for large ones, which keeps them in bounds.
   */
  private static final double MEAN_SQUARE_LET_THROUGH = 0.5;

  private static final String PREFIX = "eigencam_random/filter_";

  /** A convolution and the shape of its filter, [height, width, in, out]. */
  private record Filter(String convolution, Shape shape, boolean depthwise) {
    /** How many products are summed for one output. */
    long summed() {
      return shape.get(0) * shape.get(1) * (depthwise ? 1 : shape.get(2));
    }
  }

  private final List<Filter> filters; // those that lead to the layers, inputs before consumers
  private final Map<String, Set<String>> leadingTo = new HashMap<>(); // layer to convolutions

  /**
   * @param layers the layers that are explained
   * @throws ModelRejected if no filter leads to them whose values could be drawn
   */
  public RandomWeights(StockModel stock, Collection<FeatureTensor> layers) throws ModelRejected {
    DataFlow flow = new DataFlow(stock.flat());
    Set<String> all = new HashSet<>();
    for (FeatureTensor layer : layers) {
      Set<String> before = flow.ancestors(TensorName.parse(layer.tensor()).node());
      all.addAll(before);
      leadingTo.put(layer.name(), before);
    }
    List<Filter> found = new ArrayList<>();
    for (NodeDef node : stock.flat().graph().getNodeList()) {
      if (all.contains(node.getName()) && flow.isConvolution(node.getName())) {
        filter(stock.flat(), node).ifPresent(found::add);
      }
    }
    if (found.isEmpty()) {
      throw new ModelRejected(
          stock.folder().name() + ": no float32 convolution leads to the layers to be checked");
    }
    this.filters = List.copyOf(found);
    Set<String> drawn = new HashSet<>();
    filters.forEach(filter -> drawn.add(filter.convolution()));
    leadingTo.values().forEach(names -> names.retainAll(drawn));
  }

  private static Optional<Filter> filter(FlatModel model, NodeDef convolution) {
    return model
        .tensor(TensorName.parse(convolution.getInput(1)).toString())
        .filter(filter -> filter.type().equals("float32") && filter.rank() == 4)
        .map(filter -> Shape.of(filter.shape().stream().mapToLong(Long::longValue).toArray()))
        .filter(shape -> !shape.hasUnknownDimension())
        .map(
            shape ->
                new Filter(
                    convolution.getName(), shape, convolution.getOp().startsWith("Depthwise")));
  }

  /** How many convolutions lead to the layers. */
  public int convolutions() {
    return filters.size();
  }

  /**
   * Share of the convolutions that lead to a layer which are drawn anew at some depth, 0..1.
   *
   * @param depth share of all convolutions, counted from the last one, 0..1
   */
  public double share(String layer, double depth) {
    Set<String> own = leadingTo.getOrDefault(layer, Set.of());
    long drawn = drawn(depth).stream().filter(f -> own.contains(f.convolution())).count();
    return own.isEmpty() ? 0 : (double) drawn / own.size();
  }

  /**
   * A graph with random filters. Equal arguments give equal filters, and a filter is the same at
   * every depth.
   *
   * @param graph the stock model's flat graph, or one that holds its nodes under their names
   * @param depth share of all convolutions, counted from the last one, 0..1
   */
  public GraphDef draw(GraphDef graph, double depth, long seed) {
    Map<String, Filter> wanted = new HashMap<>();
    drawn(depth).forEach(filter -> wanted.put(filter.convolution(), filter));
    GraphDef.Builder changed = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      Filter filter = wanted.get(node.getName());
      if (filter == null) {
        changed.addNode(node);
        continue;
      }
      int index = filters.indexOf(filter);
      String name = PREFIX + index;
      changed.addNode(constant(name, filter, new Random(seed * filters.size() + index)));
      changed.addNode(node.toBuilder().setInput(1, name));
    }
    return changed.build();
  }

  private List<Filter> drawn(double depth) {
    int count = (int) Math.ceil(depth * filters.size() - 1e-9);
    return filters.subList(filters.size() - count, filters.size());
  }

  private static NodeDef constant(String name, Filter filter, Random random) {
    double deviation = 1 / Math.sqrt(MEAN_SQUARE_LET_THROUGH * filter.summed());
    ByteBuffer values =
        ByteBuffer.allocate(Math.toIntExact(Float.BYTES * filter.shape().size()))
            .order(ByteOrder.LITTLE_ENDIAN);
    while (values.hasRemaining()) {
      values.putFloat((float) (deviation * random.nextGaussian()));
    }
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : filter.shape().asArray()) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    TensorProto tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(shape)
            .setTensorContent(com.google.protobuf.ByteString.copyFrom(values.flip()))
            .build();
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }
}
