package io.eigencam.infer;

import io.eigencam.model.FeatureLevel;
import io.eigencam.model.FeatureTensor;
import io.eigencam.model.HeadLayout;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.StockModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A live model for EigenGradCAM: as {@link LiveGraph}, but with the product of a layer's activation
 * and the gradient of a score in place of the activation, and with a second input that names the
 * score: rows of {@code {class, anchor}}, whose scores are added up.
 *
 * <pre>
 * target -> scores -> sum = score
 *             ^         |  back through head and neck
 *           network     v
 *             |      d score / d layer
 *             +-> layer -> times -> product, cut to the picture -> mean, Gram
 * </pre>
 *
 * <p>The gradient is the total one: a layer acts on the score through every coarser and finer layer
 * behind it.
 */
final class GradientGraph {
  /** Part of the cache's key: raise it whenever what is written changes. */
  static final int VERSION = 1;

  static final String TARGET_KEY = "target";
  static final String SCORE_KEY = "score";

  private static final String SCOPE = "eigencam_gradient";
  private static final int FIRST_SCORE = 4;
  private static final Pattern MISSING = Pattern.compile("No gradient defined for op: (\\w+)");
  private static final Pattern UNREACHABLE =
      Pattern.compile("partial derivative for node '([^']+)' as it's unreachable");

  private final LiveGraph live;
  private final Map<String, String> inputs;
  private final Map<String, String> outputs;

  private GradientGraph(LiveGraph live, Map<String, String> inputs, Map<String, String> outputs) {
    this.live = live;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** The gradient of the score at a layer, [1, rows, columns, channels]. */
  static String gradientTensor(String layer) {
    return SCOPE + "/gradient_" + LayerKey.of(layer) + ":0";
  }

  static String targetTensor() {
    return SCOPE + "/target:0";
  }

  static String scoreTensor() {
    return SCOPE + "/score:0";
  }

  private static String productTensor(String layer) {
    return SCOPE + "/product_" + LayerKey.of(layer) + ":0";
  }

  /**
   * @param layers what to explain
   * @throws ModelRejected if TensorFlow cannot differentiate an operation between the layers and
   *     the scores; the message names it
   */
  static GradientGraph of(StockModel stock, List<FeatureTensor> layers) throws ModelRejected {
    List<FeatureTensor> products = new ArrayList<>(layers.size());
    for (FeatureTensor layer : layers) {
      products.add(
          new FeatureTensor(
              layer.name(),
              productTensor(layer.name()),
              layer.stride(),
              layer.rows(),
              layer.columns(),
              layer.channels()));
    }
    LiveGraph live = LiveGraph.of(stock, differentiated(stock, layers), products);
    Map<String, String> inputs = new LinkedHashMap<>(live.inputs());
    inputs.put(TARGET_KEY, targetTensor());
    Map<String, String> outputs = new LinkedHashMap<>(live.outputs());
    outputs.put(SCORE_KEY, scoreTensor());
    return new GradientGraph(live, inputs, outputs);
  }

  GraphDef graph() {
    return live.graph();
  }

  /** Signature key to tensor. */
  Map<String, String> inputs() {
    return inputs;
  }

  /** Signature key to tensor. */
  Map<String, String> outputs() {
    return outputs;
  }

  /** The stock network with target, score, gradients and products. */
  static GraphDef differentiated(StockModel stock, List<FeatureTensor> layers)
      throws ModelRejected {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(DifferentiableGraph.of(stock.flat().graph()));
      Ops tf = Ops.create(graph).withSubScope(SCOPE);
      Operand<TInt32> target =
          tf.withName("target").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, 2)));
      Operand<TFloat32> score =
          tf.withName("score")
              .reduceSum(tf.gatherNd(scores(tf, graph, stock), target), tf.constant(new int[] {0}));
      Output<?>[] inner = new Output<?>[layers.size()];
      for (int i = 0; i < inner.length; i++) {
        inner[i] = output(graph, layers.get(i).tensor());
      }
      Output<?>[] gradients = gradients(graph, score, inner, stock);
      for (int i = 0; i < inner.length; i++) {
        String layer = layers.get(i).name();
        Operand<TFloat32> gradient =
            tf.withName("gradient_" + LayerKey.of(layer)).identity(floats(gradients[i]));
        tf.withName("product_" + LayerKey.of(layer)).math.mul(floats(inner[i]), gradient);
      }
      return graph.toGraphDef();
    }
  }

  /**
   * What the head scores, [classes, anchors]; finest level first, each row by row. A classifier has
   * one anchor.
   */
  private static Operand<TFloat32> scores(Ops tf, Graph graph, StockModel stock)
      throws ModelRejected {
    HeadLayout layout = stock.layout();
    if (layout.kind() == HeadLayout.Kind.RAW) {
      Operand<TFloat32> main = output(graph, LiveGraph.mainTensor(stock));
      return tf.reshape(
          tf.slice(
              main,
              tf.constant(new int[] {0, FIRST_SCORE, 0}),
              tf.constant(new int[] {1, layout.classes(), layout.candidates()})),
          tf.constant(new int[] {layout.classes(), layout.candidates()}));
    }
    if (layout.kind() == HeadLayout.Kind.CLASSIFY) {
      int[] shape = {layout.classes(), 1};
      return tf.reshape(output(graph, LiveGraph.mainTensor(stock)), tf.constant(shape));
    }
    List<FeatureLevel> levels = LiveGraph.scoredLevels(stock);
    if (levels.isEmpty()) {
      throw refused(stock, "its head does not tell what it scores in every cell");
    }
    List<Operand<TFloat32>> parts = new ArrayList<>();
    for (FeatureLevel level : levels) {
      int[] shape = {level.rows() * level.columns(), layout.classes()};
      parts.add(
          tf.reshape(
              output(graph, Objects.requireNonNull(level.classLogits())), tf.constant(shape)));
    }
    Operand<TFloat32> all = parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(0));
    return tf.linalg.transpose(tf.math.sigmoid(all), tf.constant(new int[] {1, 0}));
  }

  private static Output<?>[] gradients(
      Graph graph, Operand<TFloat32> score, Output<?>[] inner, StockModel stock)
      throws ModelRejected {
    try {
      return graph.addGradients(SCOPE + "/back", new Output<?>[] {score.asOutput()}, inner, null);
    } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
      throw refused(stock, reason(String.valueOf(e.getMessage())));
    }
  }

  /** TensorFlow's words in ours, where they are known. */
  private static String reason(String message) {
    Matcher missing = MISSING.matcher(message);
    if (missing.find()) {
      return "TensorFlow has no gradient for its operation " + missing.group(1);
    }
    Matcher unreachable = UNREACHABLE.matcher(message);
    return unreachable.find()
        ? "its scores do not depend on " + unreachable.group(1)
        : message.lines().findFirst().orElse("");
  }

  private static ModelRejected refused(StockModel stock, String why) {
    return new ModelRejected(
        "%s cannot be explained by gradients: %s; use another method"
            .formatted(stock.folder().name(), why));
  }

  private static Output<TFloat32> output(Graph graph, String tensor) throws ModelRejected {
    int colon = tensor.lastIndexOf(':');
    GraphOperation operation = graph.operation(tensor.substring(0, colon));
    if (operation == null) {
      throw new ModelRejected("the graph has no tensor '" + tensor + "'");
    }
    return floats(operation.output(Integer.parseInt(tensor.substring(colon + 1))));
  }

  /** Layers and scores are float32: they would not have been found otherwise. */
  @SuppressWarnings("unchecked")
  private static Output<TFloat32> floats(Output<?> output) {
    return (Output<TFloat32>) output;
  }
}
