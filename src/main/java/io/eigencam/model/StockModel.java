package io.eigencam.model;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stock SavedModel that has been read, checked, flattened and understood. */
public final class StockModel {
  private final SavedModelFolder folder;
  private final FlatModel flat;
  private final String mainOutput;
  private final HeadLayout layout;
  private final FeatureTensors features;
  private final @Nullable BoxUnits boxUnits;

  StockModel(
      SavedModelFolder folder,
      FlatModel flat,
      String mainOutput,
      HeadLayout layout,
      FeatureTensors features,
      @Nullable BoxUnits boxUnits) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.flat = Objects.requireNonNull(flat, "flat");
    this.mainOutput = Objects.requireNonNull(mainOutput, "mainOutput");
    this.layout = Objects.requireNonNull(layout, "layout");
    this.features = Objects.requireNonNull(features, "features");
    this.boxUnits = boxUnits;
  }

  /**
   * Reads a folder, runs the network once on a synthetic picture and finds its layers.
   *
   * @throws ModelRejected if the folder is no model that this program understands
   */
  public static StockModel open(Path folder) throws ModelRejected {
    throw new ModelRejected("models cannot be opened yet");
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

  /** Null for a classifier. */
  public @Nullable BoxUnits boxUnits() {
    return boxUnits;
  }

  /** Why {@code infer} cannot run this model live; empty if it can. */
  public String unsupportedReason() {
    return "";
  }
}
