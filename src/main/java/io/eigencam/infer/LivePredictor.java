package io.eigencam.infer;

import ai.djl.ModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.tensorflow.engine.TfNDArray;
import ai.djl.tensorflow.engine.TfNDManager;
import ai.djl.tensorflow.engine.javacpp.JavacppUtils;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Precision;
import io.eigencam.frame.ScoreTarget;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.NativeEnvironment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.tensorflow.internal.c_api.TFE_TensorHandle;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * A live model in DJL's TensorFlow engine: bytes in, whatever a reading makes of the answer out.
 * Native tensors live only during {@link #run}. Safe for use by many threads; answers are bit-equal
 * whichever thread asks.
 */
final class LivePredictor implements AutoCloseable {
  private final ZooModel<Request, Object> model;
  private final Predictor<Request, Object> predictor;

  private LivePredictor(ZooModel<Request, Object> model, Predictor<Request, Object> predictor) {
    this.model = model;
    this.predictor = predictor;
  }

  /** Loads a folder that {@link LiveGraph} describes. */
  static LivePredictor load(Path folder) throws ModelRejected, IOException {
    return load(folder, Precision.FP32);
  }

  /** The same in a precision. */
  static LivePredictor load(Path folder, Precision precision) throws ModelRejected, IOException {
    NativeEnvironment.prepare();
    Criteria<Request, Object> criteria =
        Criteria.builder()
            .setTypes(Request.class, Object.class)
            .optEngine("TensorFlow")
            .optModelPath(folder)
            .optOption("SignatureDefKey", "serving_default")
            .optOption(
                "ConfigProto",
                Base64.getEncoder()
                    .encodeToString(NativeEnvironment.sessionConfig(precision).toByteArray()))
            .optTranslator(new RequestTranslator())
            .build();
    try {
      return of(criteria.loadModel());
    } catch (ModelException e) {
      throw new ModelRejected("the derived model in " + folder + " cannot be loaded", e);
    }
  }

  /** Takes a model over; closes it if it cannot be asked. */
  static LivePredictor of(ZooModel<Request, Object> model) {
    try {
      return new LivePredictor(model, model.newPredictor());
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** Takes from an answer what is wanted. */
  @FunctionalInterface
  interface Reading<R> {
    /** The answer is gone when this returns. */
    R read(LiveAnswer answer) throws FrameRejected;
  }

  /**
   * @param picture a whole JPEG or PNG file
   * @throws FrameRejected UNDECODABLE if its pixels cannot be decoded, or what the reading throws
   */
  <R> R run(byte[] picture, Reading<R> reading) throws FrameRejected {
    return run(new Request(picture, List.of(), reading));
  }

  /** As {@link #run(byte[], Reading)}, for a model that {@link GradientGraph} describes. */
  <R> R run(byte[] picture, List<ScoreTarget> targets, Reading<R> reading) throws FrameRejected {
    return run(new Request(picture, targets, reading));
  }

  private <R> R run(Request request) throws FrameRejected {
    try {
      @SuppressWarnings("unchecked") // the translator gives what the reading gave
      R result = (R) predictor.predict(request);
      return result;
    } catch (TranslateException e) {
      if (e.getCause() instanceof FrameRejected rejected) {
        throw rejected;
      }
      throw DecodeFailure.of(e)
          .orElseThrow(() -> new IllegalStateException("the model failed: " + rootMessage(e), e));
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /** What goes through DJL's predictor. */
  static final class Request {
    private final byte[] picture;
    private final List<ScoreTarget> targets; // empty where the model does not differentiate
    private final Reading<?> reading;

    Request(byte[] picture, List<ScoreTarget> targets, Reading<?> reading) {
      this.picture = picture;
      this.targets = List.copyOf(targets);
      this.reading = reading;
    }
  }

  /** Reads answers where they lie: DJL's own way copies every output twice. */
  private static final class RequestTranslator implements NoBatchifyTranslator<Request, Object> {
    private static final String READING = "reading";

    @Override
    public NDList processInput(TranslatorContext context, Request request) {
      context.setAttachment(READING, request.reading);
      TfNDManager manager = (TfNDManager) context.getNDManager();
      NDArray picture = manager.createStringTensor(new Shape(), ByteBuffer.wrap(request.picture));
      if (request.targets.isEmpty()) {
        return new NDList(picture);
      }
      int[] pairs =
          request.targets.stream()
              .flatMapToInt(target -> IntStream.of(target.classId(), target.anchor()))
              .toArray();
      NDArray targets = manager.create(pairs, new Shape(request.targets.size(), 2));
      picture.setName(LiveGraph.INPUT_KEY);
      targets.setName(GradientGraph.TARGET_KEY);
      return new NDList(picture, targets);
    }

    @Override
    public Object processOutput(TranslatorContext context, NDList outputs) throws FrameRejected {
      List<TF_Tensor> held = new ArrayList<>(outputs.size());
      try {
        Map<String, LiveAnswer.Tensor> tensors = new HashMap<>();
        for (NDArray output : outputs) {
          TF_Tensor tensor =
              JavacppUtils.resolveTFETensor((TFE_TensorHandle) ((TfNDArray) output).getHandle());
          held.add(tensor);
          tensors.put(
              output.getName(),
              new LiveAnswer.Tensor(output.getShape().getShape(), floats(tensor, output.size())));
        }
        return ((Reading<?>) context.getAttachment(READING)).read(new LiveAnswer(tensors));
      } finally {
        held.forEach(TF_Tensor::close);
      }
    }

    private static FloatBuffer floats(TF_Tensor tensor, long size) {
      return new FloatPointer(tensorflow.TF_TensorData(tensor)).capacity(size).asBuffer();
    }
  }
}
