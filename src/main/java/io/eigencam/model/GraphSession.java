package io.eigencam.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * Runs a flat graph directly, any tensor of it: for the probe at load and for tests. The pipeline
 * runs models through DJL.
 */
public final class GraphSession implements AutoCloseable {
  private final FlatModel model;
  private final Graph graph;
  private final Session session;

  private GraphSession(FlatModel model, Graph graph, Session session) {
    this.model = model;
    this.graph = graph;
    this.session = session;
  }

  /** Opens a model's own graph and restores its variables. */
  public static GraphSession open(FlatModel model) throws ModelRejected {
    return open(model, model.graph());
  }

  /** Opens a changed graph of a model and restores its variables. */
  public static GraphSession open(FlatModel model, GraphDef changed) throws ModelRejected {
    NativeEnvironment.prepare();
    Graph graph = new Graph();
    try {
      graph.importGraphDef(changed);
    } catch (TensorFlowException | IllegalArgumentException e) {
      graph.close();
      throw new ModelRejected("TensorFlow does not accept the graph: " + firstLine(e), e);
    }
    // From here on the session must be closed first: a graph waits for its sessions.
    GraphSession opened =
        new GraphSession(model, graph, new Session(graph, NativeEnvironment.sessionConfig()));
    try {
      opened.restore();
      return opened;
    } catch (TensorFlowException e) {
      opened.close();
      throw new ModelRejected(
          model.variables()
              + " cannot be restored, copy or export the model again: "
              + firstLine(e),
          e);
    }
  }

  private void restore() {
    if (model.saver().isEmpty()) {
      return;
    }
    SaverDef saver = model.saver().get();
    String prefix = VariableFiles.prefix(model.variables()).toString();
    try (TString file = TString.scalarOf(prefix)) {
      session
          .runner()
          .feed(saver.getFilenameTensorName(), file)
          .addTarget(TensorName.parse(saver.getRestoreOpName()).node())
          .run()
          .close();
    }
  }

  /**
   * Runs the network.
   *
   * @param pictures (batch, height, width, 3), RGB, 0..1; a single picture is repeated if the model
   *     wants several
   * @param fetch tensors to read, "node:0", float32
   * @throws ModelRejected if TensorFlow refuses
   */
  public Map<String, FloatTensor> run(float[] pictures, Collection<String> fetch)
      throws ModelRejected {
    int one = model.inputHeight() * model.inputWidth() * 3;
    int batch = model.batch() > 0 ? model.batch() : Math.max(1, pictures.length / one);
    if (pictures.length != one && pictures.length != batch * one) {
      throw new IllegalArgumentException(
          "%d values are not %d pictures of %dx%dx3"
              .formatted(pictures.length, batch, model.inputHeight(), model.inputWidth()));
    }
    float[] repeated = new float[batch * one];
    for (int at = 0; at < repeated.length; at += pictures.length) {
      System.arraycopy(pictures, 0, repeated, at, pictures.length);
    }
    Shape shape = Shape.of(batch, model.inputHeight(), model.inputWidth(), 3);
    List<String> names = new ArrayList<>(fetch);
    try (TFloat32 input = TFloat32.tensorOf(shape, DataBuffers.of(repeated))) {
      Session.Runner runner = session.runner().feed(model.inputTensor(), input);
      names.forEach(runner::fetch);
      try (Result result = runner.run()) {
        Map<String, FloatTensor> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
          values.put(names.get(i), copy(result.get(i), names.get(i)));
        }
        return values;
      }
    } catch (TensorFlowException e) {
      throw new ModelRejected("the network cannot run: " + firstLine(e), e);
    }
  }

  /** For runs that keep their tensors in native memory; closed with this. */
  public Session session() {
    return session;
  }

  private static FloatTensor copy(Tensor tensor, String name) throws ModelRejected {
    if (!(tensor instanceof TFloat32 floats)) {
      throw new ModelRejected(
          "'%s' is %s, not float32".formatted(name, GraphShapes.typeName(tensor.dataType())));
    }
    float[] values = new float[Math.toIntExact(floats.size())];
    floats.copyTo(DataBuffers.of(values, false, false));
    return new FloatTensor(tensor.shape().asArray(), values);
  }

  static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
