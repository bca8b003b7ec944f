package io.eigencam.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code model inspect} tells about a model; the field names are those of its JSON.
 *
 * @param name the folder's name
 * @param task "detect", "segment", ...
 * @param input what the network takes
 * @param boxUnits "pixels" or "normalised"; null for a classifier
 * @param classes names in id order
 * @param layers the tensors worth explaining
 * @param head how the main output is read
 * @param digest SHA-256 of the files
 * @param supported whether this program can run the model live
 * @param reason why not; empty if it can
 */
public record ModelInspection(
    String name,
    String task,
    Input input,
    @Nullable String boxUnits,
    List<String> classes,
    List<FeatureTensor> layers,
    Head head,
    String digest,
    boolean supported,
    String reason) {
  public ModelInspection {
    Objects.requireNonNull(name, "name");
    classes = List.copyOf(classes);
    layers = List.copyOf(layers);
  }

  /** Pixels; batch is -1 if any. */
  public record Input(int width, int height, int channels, String dtype, int batch) {}

  /**
   * The main output.
   *
   * @param layout "raw", "rows" or "classify"
   * @param classLogits level name to the tensor of its class scores before the sigmoid
   */
  public record Head(
      String output, List<Long> shape, String layout, int extra, Map<String, String> classLogits) {}

  /** Describes an opened model. */
  public static ModelInspection of(StockModel model) {
    FlatModel flat = model.flat();
    TreeMap<String, String> logits = new TreeMap<>();
    for (FeatureLevel level : model.features().levels()) {
      if (level.classLogits() != null) {
        logits.put(level.name(), level.classLogits());
      }
    }
    TensorDescription output =
        Objects.requireNonNull(flat.outputs().get(model.mainOutput()), "main output");
    BoxUnits units = model.boxUnits();
    String reason = model.unsupportedReason();
    return new ModelInspection(
        model.folder().name(),
        model.metadata().task(),
        new Input(flat.inputWidth(), flat.inputHeight(), 3, flat.input().type(), flat.batch()),
        units == null ? null : units.label(),
        model.metadata().names(),
        model.features().all(),
        new Head(
            model.mainOutput(),
            output.shape(),
            model.layout().kind().name().toLowerCase(Locale.ROOT),
            model.layout().extra(),
            logits),
        model.folder().digest(),
        reason.isEmpty(),
        reason);
  }
}
