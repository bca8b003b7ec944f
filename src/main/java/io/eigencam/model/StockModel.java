package io.eigencam.model;

import io.eigencam.frame.ClassWeights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stock SavedModel that has been read, checked, flattened and understood. */
public final class StockModel {
  private static final Set<String> DETECTORS = Set.of("detect", "segment", "pose", "obb");

  private final SavedModelFolder folder;
  private final FlatModel flat;
  private final String mainOutput;
  private final HeadLayout layout;
  private final FeatureTensors features;
  private final @Nullable BoxUnits boxUnits;
  private final @Nullable ClassWeights classWeights;

  private StockModel(
      SavedModelFolder folder,
      FlatModel flat,
      String mainOutput,
      HeadLayout layout,
      FeatureTensors features,
      @Nullable BoxUnits boxUnits,
      @Nullable ClassWeights classWeights) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.flat = Objects.requireNonNull(flat, "flat");
    this.mainOutput = Objects.requireNonNull(mainOutput, "mainOutput");
    this.layout = Objects.requireNonNull(layout, "layout");
    this.features = Objects.requireNonNull(features, "features");
    this.boxUnits = boxUnits;
    this.classWeights = classWeights;
  }

  /**
   * Reads a folder, runs the network once on a synthetic picture and finds its layers.
   *
   * @throws ModelRejected if the folder is no model that this program understands
   */
  public static StockModel open(Path path) throws ModelRejected {
    return open(path, KnownFacts.none());
  }

  /** The same; what is known of the model need not be found out by running it. */
  public static StockModel open(Path path, KnownFacts facts) throws ModelRejected {
    return open(path, facts, AllowedDigests.ANY);
  }

  /**
   * The same.
   *
   * @param facts takes what is found out
   * @param allowed a model that is not among them is not run, also not to find out about it
   */
  public static StockModel open(Path path, KnownFacts facts, AllowedDigests allowed)
      throws ModelRejected {
    SavedModelFolder folder = SavedModelFolder.read(path);
    allowed.check(folder);
    String task = folder.metadata().task();
    if (!DETECTORS.contains(task) && !task.equals("classify")) {
      throw new ModelRejected(
          "%s: task '%s' is not supported; use a model for detect, segment, pose, obb or classify"
              .formatted(path, task));
    }
    try {
      FlatModel flat = new GraphFlattener(folder).flatten();
      return task.equals("classify") ? classifier(folder, flat) : detector(folder, flat, facts);
    } catch (ModelRejected e) {
      throw e.getMessage() != null && e.getMessage().startsWith(path.toString())
          ? e
          : new ModelRejected(path + ": " + e.getMessage(), e);
    }
  }

  private static StockModel detector(SavedModelFolder folder, FlatModel flat, KnownFacts facts)
      throws ModelRejected {
    FeaturePicker picker = new FeaturePicker(flat);
    LayoutReader reader = new LayoutReader(folder.metadata());
    @Nullable ModelRejected first = null;
    for (String key : outputsOfRank(flat, 3)) {
      TensorDescription output = Objects.requireNonNull(flat.outputs().get(key));
      FeatureTensors features = picker.detector(output, folder.metadata().names().size());
      try {
        if (features.levels().isEmpty()) {
          throw new ModelRejected(
              "no convolutions of a detection head lead to output '" + key + "'");
        }
        HeadLayout layout = reader.detector(output, features.cells(), picker.branches(output));
        String question = "probe-" + key;
        Optional<ProbeFinding> known =
            facts
                .recall(folder.digest(), question)
                .flatMap(text -> ProbeFinding.parse(text, features.levels().size()));
        ProbeFinding finding =
            known.isPresent() ? known.get() : Probe.run(flat, output.tensor(), features, layout);
        if (known.isEmpty() && folder.isUnchanged()) {
          facts.keep(folder.digest(), question, finding.text());
        }
        return new StockModel(
            folder, flat, key, layout, finding.confirmed(features), finding.boxUnits(), null);
      } catch (ModelRejected e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
    throw new ModelRejected(
        "task '%s' needs an output with three axes, [batch, values, anchors]; the model has %s"
            .formatted(folder.metadata().task(), shapes(flat)));
  }

  private static StockModel classifier(SavedModelFolder folder, FlatModel flat)
      throws ModelRejected {
    List<String> keys = outputsOfRank(flat, 2);
    if (keys.size() != 1) {
      throw new ModelRejected(
          "task 'classify' needs one output [batch, classes]; the model has " + shapes(flat));
    }
    TensorDescription output = Objects.requireNonNull(flat.outputs().get(keys.get(0)));
    HeadLayout layout = new LayoutReader(folder.metadata()).classifier(output);
    FeaturePicker picker = new FeaturePicker(flat);
    FeatureTensors features =
        picker
            .classifier(output)
            .orElseThrow(
                () ->
                    new ModelRejected(
                        "no global pooling of a convolution's map leads to output '"
                            + keys.get(0)
                            + "'"));
    ClassWeights weights =
        new LinearHead(flat, output.tensor(), layout.classes())
            .weights(
                Objects.requireNonNull(features.last(), "last map"),
                features.linearWeight(),
                picker.logits(output));
    return new StockModel(folder, flat, keys.get(0), layout, features, null, weights);
  }

  private static List<String> outputsOfRank(FlatModel flat, int rank) {
    List<String> keys = new ArrayList<>();
    flat.outputs()
        .forEach(
            (key, tensor) -> {
              if (tensor.rank() == rank && tensor.type().equals("float32")) {
                keys.add(key);
              }
            });
    return keys;
  }

  private static Map<String, List<Long>> shapes(FlatModel flat) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    flat.outputs().forEach((key, tensor) -> shapes.put(key, tensor.shape()));
    return shapes;
  }

  public SavedModelFolder folder() {
    return folder;
  }

  public ModelMetadata metadata() {
    return folder.metadata();
  }

  public FlatModel flat() {
    return flat;
  }

  /** Key of the output that holds boxes and scores (or class probabilities). */
  public String mainOutput() {
    return mainOutput;
  }

  public HeadLayout layout() {
    return layout;
  }

  public FeatureTensors features() {
    return features;
  }

  /**
   * A layer to explain: one of {@link #features} by its name, or any float32 tensor of the flat
   * graph, "node:0", that depends on the picture and has its grid; such a layer is named as asked
   * for.
   */
  public Optional<FeatureTensor> layer(String name) {
    return features.named(name).or(() -> new DataFlow(flat).tensor(name));
  }

  /** Null for a classifier. */
  public @Nullable BoxUnits boxUnits() {
    return boxUnits;
  }

  /** A classifier's last layer; null for a detector, or if that layer is not linear. */
  public @Nullable ClassWeights classWeights() {
    return classWeights;
  }

  /** Why {@code infer} cannot run this model live; empty if it can. */
  public String unsupportedReason() {
    if (flat.batch() > 1) {
      return "the model wants %d pictures at once; export it with batch=1".formatted(flat.batch());
    }
    return "";
  }

  /**
   * For who wants to run it.
   *
   * @throws ModelRejected with the {@link #unsupportedReason}, if there is one
   */
  public void requireSupported() throws ModelRejected {
    String reason = unsupportedReason();
    if (!reason.isEmpty()) {
      throw new ModelRejected(folder.name() + ": " + reason);
    }
  }
}
