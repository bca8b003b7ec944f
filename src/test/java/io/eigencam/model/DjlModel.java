package io.eigencam.model;

import ai.djl.ModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a written SavedModel as the pipeline does: through DJL. */
final class DjlModel implements AutoCloseable {
  private final ZooModel<Input, Map<String, FloatTensor>> model;
  private final Predictor<Input, Map<String, FloatTensor>> predictor;

  record Input(float[] values, long[] shape) {}

  private DjlModel(ZooModel<Input, Map<String, FloatTensor>> model) {
    this.model = model;
    this.predictor = model.newPredictor();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static DjlModel open(Path folder) throws ModelException, IOException {
    NativeEnvironment.prepare();
    Criteria<Input, Map<String, FloatTensor>> criteria =
        Criteria.builder()
            .setTypes(Input.class, (Class<Map<String, FloatTensor>>) (Class) Map.class)
            .optEngine("TensorFlow")
            .optModelPath(folder)
            .optOption("SignatureDefKey", "serving_default")
            .optTranslator(new Floats())
            .build();
    return new DjlModel(criteria.loadModel());
  }

  /** Outputs by their keys. */
  Map<String, FloatTensor> run(float[] values, long... shape) throws TranslateException {
    return predictor.predict(new Input(values, shape));
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }

  private static final class Floats
      implements NoBatchifyTranslator<Input, Map<String, FloatTensor>> {
    @Override
    public NDList processInput(TranslatorContext context, Input input) {
      return new NDList(context.getNDManager().create(input.values, new Shape(input.shape)));
    }

    @Override
    public Map<String, FloatTensor> processOutput(TranslatorContext context, NDList outputs) {
      Map<String, FloatTensor> values = new LinkedHashMap<>();
      for (NDArray output : outputs) {
        values.put(
            output.getName(), new FloatTensor(output.getShape().getShape(), output.toFloatArray()));
      }
      return values;
    }
  }
}
