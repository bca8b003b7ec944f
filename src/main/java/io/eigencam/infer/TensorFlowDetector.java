package io.eigencam.infer;

import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.Precision;
import io.eigencam.model.AllowedDigests;
import io.eigencam.model.Bf16Support;
import io.eigencam.model.FeatureTensor;
import io.eigencam.model.KnownFacts;
import io.eigencam.model.ModelCache;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.RandomWeights;
import io.eigencam.model.SavedModelWriter;
import io.eigencam.model.StockModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A stock SavedModel at work: loads it in the form of {@link LiveGraph}, runs it on encoded
 * pictures and reads what it answers.
 */
public final class TensorFlowDetector implements Detector {
  private final ModelIdentity identity;
  private final LivePredictor predictor;
  private final AnswerReader reader;
  private final List<String> classNames;
  private final List<String> layers;

  private TensorFlowDetector(
      StockModel stock,
      DetectorSettings settings,
      List<FeatureTensor> layers,
      LivePredictor predictor,
      LiveForm form) {
    this(
        identity(stock, settings.precision()),
        stock.metadata().names(),
        layers,
        predictor,
        form.reader(layers));
  }

  private TensorFlowDetector(
      ModelIdentity identity,
      List<String> classNames,
      List<FeatureTensor> layers,
      LivePredictor predictor,
      AnswerReader reader) {
    this.identity = identity;
    this.classNames = List.copyOf(classNames);
    this.layers = layers.stream().map(FeatureTensor::name).toList();
    this.predictor = predictor;
    this.reader = reader;
  }

  /**
   * Reads and checks a model, derives its live form (or takes it from the cache), compares the two
   * unless this program has done so on this machine, and warms up. Takes a second or two.
   *
   * @param modelFolder a SavedModel as {@code yolo export format=saved_model} writes it
   * @param cacheFolder where derived models are kept; is made if it is missing
   * @throws ModelRejected if the model cannot be used; the message says why
   * @throws IOException if the cache cannot be written or read
   */
  public static TensorFlowDetector open(
      Path modelFolder, Path cacheFolder, DetectorSettings settings)
      throws ModelRejected, IOException {
    return open(modelFolder, cacheFolder, settings, AllowedDigests.ANY, () -> {});
  }

  /**
   * The same.
   *
   * @param allowed another model is not run
   * @param known is called as soon as it is known that nothing is wrong with the model: before it
   *     is loaded, if this program has used it on this machine before
   */
  public static TensorFlowDetector open(
      Path modelFolder,
      Path cacheFolder,
      DetectorSettings settings,
      AllowedDigests allowed,
      Runnable known)
      throws ModelRejected, IOException {
    KnownFacts facts = KnownFacts.in(cacheFolder);
    return open(StockModel.open(modelFolder, facts, allowed), cacheFolder, settings, facts, known);
  }

  /**
   * The same of a model that has been read already.
   *
   * @throws ModelRejected if the model cannot be used; the message says why
   * @throws IOException if the cache cannot be written or read
   */
  public static TensorFlowDetector open(
      StockModel stock, Path cacheFolder, DetectorSettings settings)
      throws ModelRejected, IOException {
    return open(stock, cacheFolder, settings, KnownFacts.none(), () -> {});
  }

  private static TensorFlowDetector open(
      StockModel stock,
      Path cacheFolder,
      DetectorSettings settings,
      KnownFacts facts,
      Runnable known)
      throws ModelRejected, IOException {
    stock.requireSupported();
    if (settings.precision() == Precision.BF16) {
      Bf16Support.require();
    }
    List<FeatureTensor> layers = ExplainedLayers.choose(stock, settings.layers());
    ModelCache cache = new ModelCache(cacheFolder);
    for (LiveForm form : LiveForm.of(stock, settings)) {
      Path folder = derived(stock, layers, form, cache);
      String question = "agrees-" + folder.getFileName();
      if (facts.recall(stock.folder().digest(), question).isPresent()) {
        known.run();
        return warm(stock, settings, layers, folder, form);
      }
      LivePredictor predictor = LivePredictor.load(folder);
      try {
        if (LiveCheck.agree(stock, predictor, form)) {
          if (stock.folder().isUnchanged()) {
            facts.keep(stock.folder().digest(), question, "yes");
          }
          known.run();
          return new TensorFlowDetector(
              stock,
              settings,
              layers,
              settings.precision() == Precision.FP32
                  ? predictor
                  : inPrecision(settings.precision(), folder, predictor),
              form);
        }
        predictor.close();
      } catch (ModelRejected | IOException | RuntimeException e) {
        predictor.close();
        throw e;
      }
    }
    throw new ModelRejected(
        stock.folder().name()
            + ": the derived model does not give what the model itself gives;"
            + " this program does not understand the model, please report it");
  }

  /** From a derived model that has been compared with its stock model before. */
  private static TensorFlowDetector warm(
      StockModel stock,
      DetectorSettings settings,
      List<FeatureTensor> layers,
      Path folder,
      LiveForm form)
      throws ModelRejected, IOException {
    LivePredictor predictor = LivePredictor.load(folder, settings.precision());
    try {
      LiveCheck.warmUp(stock, predictor, form);
      return new TensorFlowDetector(stock, settings, layers, predictor, form);
    } catch (ModelRejected | IOException | RuntimeException e) {
      predictor.close();
      throw e;
    }
  }

  private static Path derived(
      StockModel stock, List<FeatureTensor> layers, LiveForm form, ModelCache cache)
      throws ModelRejected, IOException {
    String names = LayerKey.of(layers.stream().map(FeatureTensor::name).toList());
    return cache.get(
        stock.folder().digest(),
        "live%d-%s-%s".formatted(LiveGraph.VERSION, form.name(), names),
        folder -> {
          LiveGraph live = form.graph(layers);
          new SavedModelWriter(stock).write(folder, live.graph(), live.inputs(), live.outputs());
          stock.folder().requireUnchanged();
        });
  }

  /**
   * The same network with random filters, to find out what its maps owe to training. Nothing is
   * cached, and there is nothing to compare it with.
   *
   * @param depth share of the convolutions that are drawn anew, counted from the last one, 0..1
   * @throws ModelRejected if TensorFlow does not accept the changed model
   * @throws IOException if no temporary folder can be written
   */
  public static TensorFlowDetector randomised(
      StockModel stock, RandomWeights weights, double depth, long seed, DetectorSettings settings)
      throws ModelRejected, IOException {
    List<FeatureTensor> layers = ExplainedLayers.choose(stock, settings.layers());
    LiveForm form = LiveForm.main(stock, settings);
    LiveGraph live = form.graph(layers);
    Path folder = Files.createTempDirectory("eigencam-random-");
    try {
      new SavedModelWriter(stock)
          .write(folder, weights.draw(live.graph(), depth, seed), live.inputs(), live.outputs());
      return new TensorFlowDetector(
          identity(stock, Precision.FP32),
          stock.metadata().names(),
          layers,
          LivePredictor.load(folder),
          form.reader(layers));
    } finally {
      ModelCache.delete(folder); // the session holds all of it by now
    }
  }

  /** The graph was compared in 32 bit, where differences mean that it is wrong. */
  private static LivePredictor inPrecision(Precision precision, Path folder, LivePredictor compared)
      throws ModelRejected, IOException {
    compared.close();
    return LivePredictor.load(folder, precision);
  }

  private static ModelIdentity identity(StockModel stock, Precision precision) {
    return new ModelIdentity(
        stock.folder().name(),
        stock.folder().digest(),
        stock.metadata().task(),
        stock.flat().inputWidth(),
        stock.flat().inputHeight(),
        precision);
  }

  @Override
  public Inference infer(EncodedPicture picture) throws FrameRejected {
    Letterbox letterbox = identity.fit(picture.size());
    return predictor.run(picture.bytes(), answer -> reader.read(answer, letterbox));
  }

  @Override
  public ModelIdentity model() {
    return identity;
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  /** Names of the layers that are explained: those asked for that the model has. */
  public List<String> layers() {
    return layers;
  }

  @Override
  public void close() {
    predictor.close();
  }
}
