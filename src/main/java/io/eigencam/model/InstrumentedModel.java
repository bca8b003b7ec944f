package io.eigencam.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A stock model with its feature tensors as further outputs: float input as before, stock outputs
 * under their names, and "p3", "p4", ..., "sppf".
 */
public final class InstrumentedModel {
  private InstrumentedModel() {}

  /**
   * Writes it into a folder that is empty or does not exist yet.
   *
   * @return signature key to tensor, stock outputs first
   * @throws ModelRejected if the folder holds something
   */
  public static Map<String, String> write(StockModel stock, Path folder)
      throws ModelRejected, IOException {
    checkEmpty(folder);
    FlatModel flat = stock.flat();
    Map<String, String> outputs = new LinkedHashMap<>();
    flat.outputs().forEach((key, tensor) -> outputs.put(key, tensor.tensor()));
    for (FeatureTensor feature : stock.features().all()) {
      String other = outputs.put(feature.name(), feature.tensor());
      if (other != null && !other.equals(feature.tensor())) {
        throw new ModelRejected(
            "the model has an output '%s' already, and it is another tensor (%s, not %s)"
                .formatted(feature.name(), other, feature.tensor()));
      }
    }
    new SavedModelWriter(stock)
        .write(folder, flat.graph(), Map.of(flat.inputKey(), flat.inputTensor()), outputs);
    return outputs;
  }

  private static void checkEmpty(Path folder) throws ModelRejected, IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new ModelRejected(folder + " is a file; name a folder that does not exist yet");
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        if (entries.findAny().isPresent()) {
          throw new ModelRejected(folder + " is not empty; name a folder that does not exist yet");
        }
      }
    }
  }
}
