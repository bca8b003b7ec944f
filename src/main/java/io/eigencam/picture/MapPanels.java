package io.eigencam.picture;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.SignChoice;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What stands above every map of a sheet: which one it is, its figures, and why not to trust it.
 */
final class MapPanels {
  private final Explanation explanation;

  MapPanels(Explanation explanation) {
    this.explanation = explanation;
  }

  /**
   * Every map: what is exact, then the layers in the order in which they were asked for, each with
   * what is beside.
   */
  List<LayerAttention> inOrder() {
    List<LayerAttention> all = new ArrayList<>(explanation.exact());
    List<LayerAttention> further = new ArrayList<>(explanation.further());
    further.removeAll(all);
    for (LayerAttention layer : explanation.layers()) {
      all.add(layer);
      for (LayerAttention beside : explanation.further()) {
        if (beside.layer().equals(layer.layer()) && further.remove(beside)) {
          all.add(beside);
        }
      }
    }
    all.addAll(further);
    return all;
  }

  Panel panel(LayerAttention layer, BufferedImage image) {
    AttentionMap map = layer.map();
    return new Panel(
        title(map),
        badge(layer),
        List.of(
            String.format(
                    Locale.ROOT,
                    "%d × %d cells · %.3g to %.3g",
                    map.columns(),
                    map.rows(),
                    map.min(),
                    map.max())
                .replace('-', '−'),
            figures(layer)),
        List.of(),
        warnings(layer),
        image);
  }

  private static String title(AttentionMap map) {
    return map.kind() == MapKind.EIGEN && map.component() == 0
        ? map.layer()
        : map.layer() + " · " + MapWords.beside(map);
  }

  private String badge(LayerAttention layer) {
    boolean best =
        layer.alignment() != null
            && explanation.layers().size() > 1
            && explanation.bestAligned().filter(layer::equals).isPresent();
    boolean instead =
        layer.map().kind() == MapKind.ENERGY
            && explanation.layers().stream()
                .anyMatch(own -> own.layer().equals(layer.layer()) && own.isUnsure());
    return best ? "best aligned" : instead ? "no sign to be wrong" : "";
  }

  private static String figures(LayerAttention layer) {
    List<String> figures = new ArrayList<>();
    Double share = layer.componentShare();
    if (share != null) {
      figures.add(String.format(Locale.ROOT, "%.1f %% of %s", 100 * share, MapWords.whole(layer)));
    }
    Double alignment = layer.alignment();
    SignChoice sign = layer.sign();
    if (layer.map().kind() == MapKind.CLASS_ACTIVATION) {
      figures.add("share of each position in the logit, exact");
    } else if (alignment != null) {
      figures.add(String.format(Locale.ROOT, "alignment %.2f", alignment));
    } else if (sign != null) {
      figures.add(
          String.format(Locale.ROOT, "sign by %s, margin %.2f", sign.rule(), sign.margin()));
    }
    return String.join(" · ", figures).replace('-', '−');
  }

  static boolean isWarned(LayerAttention layer) {
    return !warnings(layer).isEmpty();
  }

  private static List<String> warnings(LayerAttention layer) {
    List<String> warnings = new ArrayList<>();
    if (layer.map().kind() == MapKind.EIGEN_UNCENTERED) {
      warnings.add("often the background: not attention");
    }
    warnings.addAll(FlagWords.of(layer.flags()));
    return warnings;
  }
}
