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
import io.eigencam.model.ModelRejected;
import io.eigencam.model.NativeEnvironment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.tensorflow.internal.c_api.TFE_TensorHandle;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.internal.c_api.global.tensorflow;

/**
 * A live model in DJL's TensorFlow engine: bytes in, Java arrays out. Native tensors live only
 * during {@link #run}. Safe for use by many threads; answers are bit-equal whichever thread asks.
 */
final class LivePredictor implements AutoCloseable {
  private final ZooModel<byte[], LiveAnswer> model;
  private final Predictor<byte[], LiveAnswer> predictor;

  private LivePredictor(
      ZooModel<byte[], LiveAnswer> model, Predictor<byte[], LiveAnswer> predictor) {
    this.model = model;
    this.predictor = predictor;
  }

  /** Loads a folder that {@link LiveGraph} describes. */
  static LivePredictor load(Path folder) throws ModelRejected, IOException {
    NativeEnvironment.prepare();
    Criteria<byte[], LiveAnswer> criteria =
        Criteria.builder()
            .setTypes(byte[].class, LiveAnswer.class)
            .optEngine("TensorFlow")
            .optModelPath(folder)
            .optOption("SignatureDefKey", "serving_default")
            .optTranslator(new BytesToAnswer())
            .build();
    try {
      return of(criteria.loadModel());
    } catch (ModelException e) {
      throw new ModelRejected("the derived model in " + folder + " cannot be loaded", e);
    }
  }

  /** Takes a model over; closes it if it cannot be asked. */
  static LivePredictor of(ZooModel<byte[], LiveAnswer> model) {
    try {
      return new LivePredictor(model, model.newPredictor());
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * @param picture a whole JPEG or PNG file
   * @throws FrameRejected UNDECODABLE if its pixels cannot be decoded
   */
  LiveAnswer run(byte[] picture) throws FrameRejected {
    try {
      return predictor.predict(picture);
    } catch (TranslateException e) {
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

  /** Copies each way once; a heap array is all that leaves. */
  private static final class BytesToAnswer implements NoBatchifyTranslator<byte[], LiveAnswer> {
    @Override
    public NDList processInput(TranslatorContext context, byte[] picture) {
      TfNDManager manager = (TfNDManager) context.getNDManager();
      return new NDList(manager.createStringTensor(new Shape(), ByteBuffer.wrap(picture)));
    }

    @Override
    public LiveAnswer processOutput(TranslatorContext context, NDList outputs) {
      Map<String, LiveAnswer.Tensor> tensors = new HashMap<>();
      for (NDArray output : outputs) {
        tensors.put(
            output.getName(), new LiveAnswer.Tensor(output.getShape().getShape(), floats(output)));
      }
      return new LiveAnswer(tensors);
    }

    /** Straight from native memory: DJL's own way copies twice. */
    private static float[] floats(NDArray array) {
      TFE_TensorHandle handle = (TFE_TensorHandle) ((TfNDArray) array).getHandle();
      float[] values = new float[Math.toIntExact(array.size())];
      try (TF_Tensor tensor = JavacppUtils.resolveTFETensor(handle)) {
        new FloatPointer(tensorflow.TF_TensorData(tensor)).get(values);
      }
      return values;
    }
  }
}
