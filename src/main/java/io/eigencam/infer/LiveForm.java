package io.eigencam.infer;

import io.eigencam.model.BoxBranches;
import io.eigencam.model.FeatureTensor;
import io.eigencam.model.HeadLayout;
import io.eigencam.model.ModelRejected;
import io.eigencam.model.StockModel;
import io.eigencam.model.TensorDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A way of running a stock model live: which of its tensors are outputs of the live graph, and how
 * they are read.
 */
final class LiveForm {
  private final String name;
  private final GraphMaker maker;
  private final AnswerReader.ResultReader reader;
  private final Function<LiveAnswer, float[]> mainOutput;

  /** Writes the live graph for given layers. */
  @FunctionalInterface
  private interface GraphMaker {
    LiveGraph make(List<FeatureTensor> layers) throws ModelRejected;
  }

  private LiveForm(
      String name,
      GraphMaker maker,
      AnswerReader.ResultReader reader,
      Function<LiveAnswer, float[]> mainOutput) {
    this.name = name;
    this.maker = maker;
    this.reader = reader;
    this.mainOutput = mainOutput;
  }

  /**
   * The forms worth trying, the fastest first; the last one is {@link #main}, the others hold only
   * if they agree with the model's own output.
   */
  static List<LiveForm> of(StockModel stock, DetectorSettings settings) {
    List<LiveForm> forms = new ArrayList<>();
    List<TensorDescription> branches = BoxBranches.of(stock);
    if (!settings.classScores() && !branches.isEmpty()) {
      forms.add(levels(stock, branches, settings));
    }
    forms.add(main(stock, settings));
    return forms;
  }

  private static LiveForm levels(
      StockModel stock, List<TensorDescription> branches, DetectorSettings settings) {
    LevelHead head =
        new LevelHead(
            stock.layout().classes(),
            AnchorLevel.of(stock.features().levels()),
            InputPixels.of(stock),
            settings);
    return new LiveForm(
        "levels",
        layers -> LiveGraph.ofLevels(stock, layers, branches),
        DetectionReader.of(stock, head, settings),
        head::mainOutput);
  }

  /** The one that holds for every model that can be read at all: by its own output. */
  static LiveForm main(StockModel stock, DetectorSettings settings) {
    AnswerReader.ResultReader reader =
        stock.layout().kind() == HeadLayout.Kind.CLASSIFY
            ? ClassificationReader.of(stock)
            : DetectionReader.of(
                stock,
                DetectionHead.of(stock, AnchorLevel.of(stock.features().levels()), settings),
                settings);
    boolean everyClass = settings.classScores() && !LiveGraph.scoredLevels(stock).isEmpty();
    return new LiveForm(
        everyClass ? "classes" : "main",
        layers -> LiveGraph.of(stock, layers, everyClass),
        reader,
        answer -> answer.tensor(LiveGraph.MAIN_KEY).values());
  }

  /** Part of a file's name. */
  String name() {
    return name;
  }

  LiveGraph graph(List<FeatureTensor> layers) throws ModelRejected {
    return maker.make(layers);
  }

  AnswerReader reader(List<FeatureTensor> layers) {
    return new AnswerReader(reader, layers);
  }

  /** The model's own output, for comparison. */
  float[] mainOutput(LiveAnswer answer) {
    return mainOutput.apply(answer);
  }
}
