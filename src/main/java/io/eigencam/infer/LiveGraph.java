package io.eigencam.infer;

import io.eigencam.model.FeatureLevel;
import io.eigencam.model.FeatureTensor;
import io.eigencam.model.FusableBias;
import io.eigencam.model.HeadLayout;
import io.eigencam.model.JoinedSlices;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.StockModel;
import io.eigencam.model.TensorDescription;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Mean;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/**
 * A stock model rewritten for live use: it takes the bytes of one encoded picture, and beside its
 * main output (or what that is made of) it gives, for every explained layer, the activation of the
 * cells that lie on the picture, their mean and their centred Gram matrix.
 *
 * <pre>
 * bytes -> decode -> letterbox -> network -> main output
 *            |           |           |
 *            v           |         layer -> cut -> activation [1, rows, columns, C]
 *      picture size      +-------------------^        |-> mean [1, C] -> centred -> Gram [C, C]
 * </pre>
 *
 * <p>The Gram matrix is centred before the product: uncentred, 32 bit would lose digits where the
 * mean holds most of the energy. TensorFlow computes it in a tenth of the time that plain Java
 * needs, and all that is left to do outside is a C x C eigenproblem.
 */
final class LiveGraph {
  /** Part of the cache's key: raise it whenever what is written changes. */
  static final int VERSION = 4;

  static final String INPUT_KEY = "picture";
  static final String MAIN_KEY = "main";
  static final String PICTURE_SIZE_KEY = "picture_size";

  /** A classifier's last map before pooling. */
  static final String CLASS_FEATURES_KEY = "class_features";

  /** Everything that is added to the stock graph has this prefix. */
  private static final String SCOPE = "eigencam_live";

  private final GraphDef graph;
  private final Map<String, String> inputs;
  private final Map<String, String> outputs;

  private LiveGraph(GraphDef graph, Map<String, String> inputs, Map<String, String> outputs) {
    this.graph = graph;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  static String activationKey(String layer) {
    return "activation_" + LayerKey.of(layer);
  }

  static String meanKey(String layer) {
    return "mean_" + LayerKey.of(layer);
  }

  static String gramKey(String layer) {
    return "gram_" + LayerKey.of(layer);
  }

  /** Largest class score of every cell of a level. */
  static String scoresKey(String level) {
    return "scores_" + level;
  }

  /** Class scores of a level before the sigmoid. */
  static String logitsKey(String level) {
    return "logits_" + level;
  }

  /** Sum of them all; NaN if one is. */
  static String logitSumKey(String level) {
    return "logit_sum_" + level;
  }

  /** Boxes of a level before decoding. */
  static String boxesKey(String level) {
    return "boxes_" + level;
  }

  static String classScoresKey(FeatureLevel level) {
    return "class_scores_" + level.name();
  }

  /** The node that decodes the picture, as TensorFlow's errors name it. */
  static String decodeNode() {
    return SCOPE + "/" + DecodedPicture.NODE;
  }

  /**
   * The levels whose class scores must be read from inner tensors; empty if the output has them.
   */
  static List<FeatureLevel> scoredLevels(StockModel stock) {
    List<FeatureLevel> levels = stock.features().levels();
    boolean inner =
        stock.layout().kind() == HeadLayout.Kind.ROWS
            && levels.stream().allMatch(level -> level.classLogits() != null);
    return inner ? levels : List.of();
  }

  /**
   * With the main output.
   *
   * @param layers what to explain
   * @param everyClass whether {@link #scoredLevels} give the scores of all classes, too
   * @throws ModelRejected if the stock graph has been rewritten for live use before
   */
  static LiveGraph of(StockModel stock, List<FeatureTensor> layers, boolean everyClass)
      throws ModelRejected {
    return of(stock, network(stock), layers, everyClass, List.of());
  }

  /**
   * @param network the stock graph with nodes added to it
   * @param layers what to explain; their tensors are in the network
   * @throws ModelRejected if the stock graph has been rewritten for live use before
   */
  static LiveGraph of(StockModel stock, GraphDef network, List<FeatureTensor> layers)
      throws ModelRejected {
    return of(stock, network, layers, false, List.of());
  }

  /**
   * With the tensors that a plain head's output is made of: boxes before decoding, class scores
   * before the sigmoid and their sum, and the largest score of every cell.
   *
   * @param layers what to explain
   * @param boxBranches boxes of every level before decoding, finest level first
   * @throws ModelRejected if the stock graph has been rewritten for live use before
   */
  static LiveGraph ofLevels(
      StockModel stock, List<FeatureTensor> layers, List<TensorDescription> boxBranches)
      throws ModelRejected {
    return of(stock, network(stock), layers, false, boxBranches);
  }

  /** The stock graph as TensorFlow runs it fastest; what it computes is the same to the bit. */
  private static GraphDef network(StockModel stock) {
    return JoinedSlices.in(stock.flat(), FusableBias.in(stock.flat()));
  }

  private static LiveGraph of(
      StockModel stock,
      GraphDef network,
      List<FeatureTensor> layers,
      boolean everyClass,
      List<TensorDescription> boxBranches)
      throws ModelRejected {
    try (Graph added = new Graph()) {
      Builder builder = new Builder(stock, Ops.create(added).withSubScope(SCOPE));
      if (boxBranches.isEmpty()) {
        builder.addMain(stock);
      } else {
        builder.addBranches(stock.features().levels(), boxBranches);
      }
      layers.forEach(builder::addLayer);
      scoredLevels(stock).forEach(level -> builder.addScores(level, everyClass));
      GraphDef graph =
          GraphJoin.join(
              network,
              Map.of(stock.flat().inputTensor(), name(builder.front.input())),
              added.toGraphDef(),
              builder.standIns);
      return new LiveGraph(graph, Map.of(INPUT_KEY, name(builder.front.bytes())), builder.outputs);
    }
  }

  GraphDef graph() {
    return graph;
  }

  /** Signature key to tensor. */
  Map<String, String> inputs() {
    return inputs;
  }

  /** Signature key to tensor. */
  Map<String, String> outputs() {
    return outputs;
  }

  static String mainTensor(StockModel stock) {
    return Objects.requireNonNull(stock.flat().outputs().get(stock.mainOutput())).tensor();
  }

  private static String name(Operand<?> operand) {
    return operand.asOutput().op().name() + ":" + operand.asOutput().index();
  }

  /** Collects what is added to the stock graph. */
  private static final class Builder {
    private final Ops tf;
    private final PictureGraph front;

    /** Placeholder in the added graph to the stock tensor it stands for. */
    private final Map<String, String> standIns = new HashMap<>();

    private final Map<String, String> outputs = new LinkedHashMap<>();
    private final int classes;

    Builder(StockModel stock, Ops tf) {
      this.tf = tf;
      int width = stock.flat().inputWidth();
      int height = stock.flat().inputHeight();
      this.front =
          stock.layout().kind() == HeadLayout.Kind.CLASSIFY
              ? CentreCropGraph.add(tf, width, height)
              : LetterboxGraph.add(tf, width, height);
      this.classes = stock.layout().classes();
      outputs.put(PICTURE_SIZE_KEY, name(front.pictureSize()));
    }

    void addMain(StockModel stock) {
      outputs.put(MAIN_KEY, mainTensor(stock));
      FeatureTensor last = stock.features().last();
      if (last != null && stock.classWeights() != null) {
        outputs.put(CLASS_FEATURES_KEY, last.tensor());
      }
    }

    void addLayer(FeatureTensor layer) {
      Operand<TFloat32> whole =
          standIn(layer.tensor(), layer.rows(), layer.columns(), layer.channels());
      Operand<TFloat32> activation = front.validCells(tf, whole, layer.stride());
      Operand<TFloat32> cells =
          tf.reshape(activation, tf.constant(new int[] {-1, layer.channels()}));
      Operand<TFloat32> mean = tf.math.mean(cells, tf.constant(new int[] {0}), Mean.keepDims(true));
      Operand<TFloat32> centred = tf.math.sub(cells, mean);
      Operand<TFloat32> gram = tf.linalg.matMul(centred, centred, MatMul.transposeA(true));
      outputs.put(activationKey(layer.name()), name(activation));
      outputs.put(meanKey(layer.name()), name(mean));
      outputs.put(gramKey(layer.name()), name(gram));
    }

    void addBranches(List<FeatureLevel> levels, List<TensorDescription> boxBranches) {
      for (int i = 0; i < levels.size(); i++) {
        FeatureLevel level = levels.get(i);
        Operand<TFloat32> logits = addScores(level, false);
        outputs.put(logitsKey(level.name()), Objects.requireNonNull(level.classLogits()));
        outputs.put(
            logitSumKey(level.name()),
            name(tf.reduceSum(logits, tf.constant(new int[] {0, 1, 2, 3}))));
        outputs.put(boxesKey(level.name()), boxBranches.get(i).tensor());
      }
    }

    Operand<TFloat32> addScores(FeatureLevel level, boolean everyClass) {
      Operand<TFloat32> logits =
          standIn(
              Objects.requireNonNull(level.classLogits()), level.rows(), level.columns(), classes);
      // The sigmoid grows with its argument: the best logit has the best score.
      Operand<TFloat32> scores = tf.math.sigmoid(tf.reduceMax(logits, tf.constant(new int[] {3})));
      outputs.put(scoresKey(level.name()), name(scores));
      if (everyClass) {
        outputs.put(classScoresKey(level), name(tf.math.sigmoid(logits)));
      }
      return logits;
    }

    private Operand<TFloat32> standIn(String tensor, int rows, int columns, int channels) {
      Operand<TFloat32> standIn =
          tf.withName("stock_tensor")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, rows, columns, channels)));
      standIns.put(name(standIn), tensor);
      return standIn;
    }
  }
}
