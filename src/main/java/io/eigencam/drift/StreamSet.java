package io.eigencam.drift;

import io.eigencam.drift.DriftMetric.Group;
import io.eigencam.drift.DriftMetric.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The figures that are watched together, and the streams that they make: one per direction in which
 * a figure departs from normal.
 *
 * <p>No layer is chosen: the evidence of all of them is averaged, which is valid under any
 * dependence (see {@link Evidence}) and costs ln(number of streams) at most, about two blocks.
 */
public final class StreamSet {
  private static final double EMBEDDING_FLOOR = 0.005;

  private final List<Figure> figures;
  private final List<DriftStream> streams;

  /** The streams of any figures: other monitors can be put through the same test. */
  public StreamSet(List<Figure> figures) {
    this.figures = List.copyOf(figures);
    List<DriftStream> found = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      Figure figure = figures.get(i);
      if (figure.bets() && figure.side() != Side.DOWN) {
        found.add(new DriftStream(i, 1, figure.name() + "+"));
      }
      if (figure.bets() && figure.side() != Side.UP) {
        found.add(new DriftStream(i, -1, figure.name() + "-"));
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("none of %d figures bets".formatted(figures.size()));
    }
    this.streams = List.copyOf(found);
  }

  /**
   * The attention of some layers: 14 streams for each and 4 for the detector's output, besides the
   * picture's own statistics, which do not bet.
   *
   * <p>Confidence and number of detections are the same whichever layer is looked at, so they count
   * once. Counting them per layer would be as valid: copies of a stream are nothing but a larger
   * weight in the average, and any fixed weights keep the guarantee. But weights are where one
   * expects a change to show first, which is attention; once for each thing that can be seen
   * favours none. Against a copy per layer of three, it costs a change of output alone ln(46/4) -
   * ln(54/12) = 0.9 nats, half a block, and saves attention 0.2.
   *
   * @param layers their names, each once
   */
  public static StreamSet attention(List<String> layers) {
    List<Figure> figures = new ArrayList<>();
    for (String layer : layers) {
      for (DriftMetric metric : DriftMetric.values()) {
        if (metric.group() != Group.OUTPUT) {
          figures.add(Figure.of(layer, metric));
        }
      }
    }
    for (DriftMetric metric : DriftMetric.values()) {
      if (metric.group() == Group.OUTPUT) {
        figures.add(Figure.of("", metric));
      }
    }
    for (PixelStatistic statistic : PixelStatistic.values()) {
      figures.add(Figure.noted(statistic));
    }
    return new StreamSet(figures);
  }

  /**
   * What one would watch without looking at attention, to be put through the same test.
   *
   * @see BaselineFigures
   */
  public static StreamSet plain() {
    List<Figure> figures = new ArrayList<>();
    for (PixelStatistic statistic : PixelStatistic.values()) {
      figures.add(new Figure("", statistic.word(), null, Side.BOTH, statistic.scaleFloor(), true));
    }
    figures.add(Figure.of("", DriftMetric.CONF));
    figures.add(Figure.of("", DriftMetric.LOGN));
    figures.add(new Figure("", "embedding", null, Side.UP, EMBEDDING_FLOOR, true));
    return new StreamSet(figures);
  }

  /**
   * A frame's figures in the order of {@link #attention}.
   *
   * @param layers in the order of the names given there
   * @param output of the whole frame
   */
  public static double[] values(
      List<MetricValues> layers, MetricValues output, PictureFigures picture) {
    DoubleStream.Builder values = DoubleStream.builder();
    for (MetricValues layer : layers) {
      for (DriftMetric metric : DriftMetric.values()) {
        if (metric.group() != Group.OUTPUT) {
          values.add(layer.get(metric));
        }
      }
    }
    for (DriftMetric metric : DriftMetric.values()) {
      if (metric.group() == Group.OUTPUT) {
        values.add(output.get(metric));
      }
    }
    for (PixelStatistic statistic : PixelStatistic.values()) {
      values.add(statistic.of(picture));
    }
    return values.build().toArray();
  }

  /** A frame's figures in the order of {@link #plain}. */
  public static double[] values(BaselineFigures figures) {
    DoubleStream.Builder values = DoubleStream.builder();
    for (PixelStatistic statistic : PixelStatistic.values()) {
      values.add(statistic.of(figures.picture()));
    }
    return values
        .add(figures.confidence())
        .add(Math.log1p(figures.detections()))
        .add(figures.embedding())
        .build()
        .toArray();
  }

  public List<Figure> figures() {
    return figures;
  }

  public List<DriftStream> streams() {
    return streams;
  }

  /** The score of every stream, from the distance of every figure from its median, in scales. */
  double[] scores(double[] z) {
    double[] scores = new double[streams.size()];
    for (int j = 0; j < scores.length; j++) {
      DriftStream stream = streams.get(j);
      scores[j] = stream.score(z[stream.figure()]);
    }
    return scores;
  }

  /** Tells sets apart whose figures differ in number, order or meaning. */
  int signature() {
    int hash = 1;
    for (Figure figure : figures) {
      hash = 31 * hash + figure.name().hashCode();
      hash = 31 * hash + figure.side().name().hashCode();
      hash = 31 * hash + Boolean.hashCode(figure.bets());
    }
    return hash;
  }
}
