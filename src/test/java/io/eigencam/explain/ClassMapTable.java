package io.eigencam.explain;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.ClassExplanation;
import io.eigencam.frame.ClassMap;
import io.eigencam.frame.ClassShares;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * How well maps tell classes apart that were found in one picture: every map of every class found,
 * measured in the boxes of that class and of the others.
 */
final class ClassMapTable {
  private final List<String> names;
  private final Map<String, List<Row>> rows = new LinkedHashMap<>(); // by kind and layer
  private int pictures;

  private record Row(ClassShares shares, double correlationWithOther) {}

  ClassMapTable(List<String> names) {
    this.names = names;
  }

  /** Adds a picture, unless fewer than two classes were found in it. */
  void add(Inference inference) throws FrameRejected {
    List<Integer> found =
        inference.detections().stream().map(Detection::classId).distinct().sorted().toList();
    if (found.size() < 2) {
      return;
    }
    pictures++;
    Explanation explanation = new LiveExplainer().explain(inference);
    Map<Integer, List<ClassMap>> byClass = new TreeMap<>();
    for (int classId : found) {
      ClassExplanation explained =
          new ClassExplainer().explain(inference, explanation, classId, names.get(classId));
      List<ClassMap> maps = new ArrayList<>(explained.maps());
      maps.addAll(explained.compared());
      byClass.put(classId, maps);
    }
    for (int i = 0; i < found.size(); i++) {
      List<ClassMap> own = byClass.get(found.get(i));
      List<ClassMap> other = byClass.get(found.get((i + 1) % found.size()));
      for (int k = 0; k < own.size(); k++) {
        AttentionMap map = own.get(k).attention().map();
        double correlation =
            Projection.centred(map.projection())
                .correlation(other.get(k).attention().map().projection());
        rows.computeIfAbsent(map.kind() + " " + map.layer(), key -> new ArrayList<>())
            .add(new Row(own.get(k).shares(), correlation));
      }
    }
  }

  int pictures() {
    return pictures;
  }

  /** Median share of the attention in boxes of the class. */
  double own(String map) {
    return median(map, row -> row.shares().own());
  }

  /** Median share of the attention in boxes of other classes only. */
  double othersOnly(String map) {
    return median(map, row -> row.shares().othersOnly());
  }

  /** Median correlation with the same kind of map of another class of the picture. */
  double correlation(String map) {
    return median(map, Row::correlationWithOther);
  }

  /** Share of the maps whose maximum lies in a box of the class. */
  double peak(String map) {
    return of(map).stream().mapToInt(row -> row.shares().peakInOwn() ? 1 : 0).average().orElse(0);
  }

  /** Share of the maps with more attention per cell in own boxes than in those of others only. */
  double denserInOwn(String map) {
    List<Row> comparable =
        of(map).stream()
            .filter(row -> row.shares().ownArea() > 0 && row.shares().othersOnlyArea() > 0)
            .toList();
    return comparable.stream()
        .mapToInt(
            row ->
                row.shares().own() / row.shares().ownArea()
                        > row.shares().othersOnly() / row.shares().othersOnlyArea()
                    ? 1
                    : 0)
        .average()
        .orElse(0);
  }

  private List<Row> of(String map) {
    return rows.getOrDefault(map, List.of());
  }

  private double median(String map, ToDoubleFunction<Row> figure) {
    double[] sorted = of(map).stream().mapToDouble(figure).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  /** In Markdown. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    List<Row> first = rows.values().stream().findFirst().orElse(List.of());
    text.append(
        String.format(
            Locale.ROOT,
            "%d pictures with two classes or more, %d maps of a kind; median area: own boxes %.2f,"
                + " others only %.2f%n%n",
            pictures,
            first.size(),
            median(rows.keySet().iterator().next(), row -> row.shares().ownArea()),
            median(rows.keySet().iterator().next(), row -> row.shares().othersOnlyArea())));
    text.append(
        "| map | in own boxes | in others' only | denser in own | peak in own | correlation |\n");
    text.append("|---|---|---|---|---|---|\n");
    for (String map : rows.keySet()) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.0f %% | %.0f %% | %.2f |%n",
              map,
              own(map),
              othersOnly(map),
              100 * denserInOwn(map),
              100 * peak(map),
              correlation(map)));
    }
    return text.toString();
  }
}
