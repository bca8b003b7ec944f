package io.eigencam.infer;

import io.eigencam.frame.Precision;
import io.eigencam.model.FlatModel;
import io.eigencam.model.GraphSession;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.NativeEnvironment;
import io.eigencam.model.StockModel;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;

/**
 * A stock model as it lies on disk, run by TensorFlow through nothing of ours, not even DJL: what a
 * live model is compared with, in its answers and in its cost.
 */
public final class BareModel implements AutoCloseable {
  private final Session session;
  private final String input;
  private final String output;
  private final Shape shape; // [1, height, width, 3]
  private final AutoCloseable owner;

  private BareModel(
      Session session, String input, String output, Shape shape, AutoCloseable owner) {
    this.session = session;
    this.input = input;
    this.output = output;
    this.shape = shape;
    this.owner = owner;
  }

  /**
   * Loads a model, with the same threads as the live one.
   *
   * @param precision what it computes with; 32 bit for an export that has no signature
   * @throws ModelRejected if TensorFlow cannot load it
   */
  public static BareModel open(StockModel stock, Precision precision) throws ModelRejected {
    NativeEnvironment.prepare();
    FlatModel flat = stock.flat();
    Shape shape = Shape.of(1, flat.inputHeight(), flat.inputWidth(), 3);
    SavedModelBundle bundle = load(stock, precision);
    Optional<SignatureDef> signature =
        bundle.metaGraphDef().getSignatureDefMap().values().stream()
            .filter(one -> one.getInputsMap().keySet().equals(Set.of(flat.inputKey())))
            .filter(one -> one.containsOutputs(stock.mainOutput()))
            .findFirst();
    if (signature.isPresent()) {
      return new BareModel(
          bundle.session(),
          signature.get().getInputsOrThrow(flat.inputKey()).getName(),
          signature.get().getOutputsOrThrow(stock.mainOutput()).getName(),
          shape,
          bundle);
    }
    bundle.close();
    // An old export, which only Python can call: its function, laid out flat, must do.
    GraphSession session = GraphSession.open(flat);
    return new BareModel(
        session.session(), flat.inputTensor(), LiveGraph.mainTensor(stock), shape, session);
  }

  private static SavedModelBundle load(StockModel stock, Precision precision) throws ModelRejected {
    try {
      return SavedModelBundle.loader(stock.folder().path().toString())
          .withTags("serve")
          .withConfigProto(NativeEnvironment.sessionConfig(precision))
          .load();
    } catch (TensorFlowException e) {
      throw new ModelRejected(
          stock.folder().name() + ": TensorFlow cannot load the model: " + e.getMessage(), e);
    }
  }

  /** A picture in native memory, ready to be fed. */
  public static final class Input implements AutoCloseable {
    private final TFloat32 tensor;

    private Input(TFloat32 tensor) {
      this.tensor = tensor;
    }

    @Override
    public void close() {
      tensor.close();
    }
  }

  /**
   * @param pixels (height, width, 3), RGB, 0..1
   */
  public Input input(float[] pixels) {
    return new Input(TFloat32.tensorOf(shape, DataBuffers.of(pixels)));
  }

  /** Runs the network and leaves the main output where it is: the least that any user pays. */
  public void predict(Input picture) {
    try (Result result = run(picture)) {
      if (result.size() != 1) {
        throw new IllegalStateException("asked for one output, got " + result.size());
      }
    }
  }

  /**
   * The main output in C order.
   *
   * @throws ModelRejected if TensorFlow cannot run the model
   */
  float[] mainOutput(Input picture) throws ModelRejected {
    try (Result result = run(picture)) {
      TFloat32 tensor = (TFloat32) result.get(0);
      float[] values = new float[Math.toIntExact(tensor.size())];
      tensor.asRawTensor().data().asFloats().read(values);
      return values;
    } catch (TensorFlowException e) {
      throw new ModelRejected("TensorFlow cannot run the model: " + e.getMessage(), e);
    }
  }

  private Result run(Input picture) {
    return session.runner().feed(input, picture.tensor).fetch(output).run();
  }

  @Override
  public void close() {
    try {
      owner.close();
    } catch (Exception e) {
      throw new IllegalStateException("the model cannot be closed: " + e.getMessage(), e);
    }
  }
}
