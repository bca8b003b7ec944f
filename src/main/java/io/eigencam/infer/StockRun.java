package io.eigencam.infer;

import io.eigencam.model.FlatModel;
import io.eigencam.model.GraphSession;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.NativeEnvironment;
import io.eigencam.model.StockModel;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;

/** Runs a stock model as it lies on disk, through nothing of ours, for comparison. */
final class StockRun {
  private StockRun() {}

  /**
   * @param input (height, width, 3), RGB, 0..1
   * @return the main output in C order
   * @throws ModelRejected if TensorFlow cannot run the model
   */
  static float[] mainOutput(StockModel stock, float[] input) throws ModelRejected {
    NativeEnvironment.prepare();
    FlatModel flat = stock.flat();
    try (SavedModelBundle bundle =
        SavedModelBundle.loader(stock.folder().path().toString())
            .withTags("serve")
            .withConfigProto(NativeEnvironment.sessionConfig())
            .load()) {
      Optional<SignatureDef> signature =
          bundle.metaGraphDef().getSignatureDefMap().values().stream()
              .filter(one -> one.getInputsMap().keySet().equals(Set.of(flat.inputKey())))
              .filter(one -> one.containsOutputs(stock.mainOutput()))
              .findFirst();
      if (signature.isEmpty()) {
        // An old export, which only Python can call: its function, laid out flat, must do.
        return flatOutput(stock, input);
      }
      Shape shape = Shape.of(1, flat.inputHeight(), flat.inputWidth(), 3);
      try (TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(input));
          Result result =
              bundle
                  .session()
                  .runner()
                  .feed(signature.get().getInputsOrThrow(flat.inputKey()).getName(), tensor)
                  .fetch(signature.get().getOutputsOrThrow(stock.mainOutput()).getName())
                  .run()) {
        TFloat32 output = (TFloat32) result.get(0);
        float[] values = new float[Math.toIntExact(output.size())];
        output.asRawTensor().data().asFloats().read(values);
        return values;
      }
    } catch (TensorFlowException e) {
      throw new ModelRejected(
          stock.folder().name() + ": TensorFlow cannot run the model: " + e.getMessage(), e);
    }
  }

  private static float[] flatOutput(StockModel stock, float[] input) throws ModelRejected {
    String tensor = LiveGraph.mainTensor(stock);
    try (GraphSession session = GraphSession.open(stock.flat())) {
      return java.util.Objects.requireNonNull(session.run(input, Set.of(tensor)).get(tensor))
          .values();
    }
  }
}
