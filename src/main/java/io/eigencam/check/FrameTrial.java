package io.eigencam.check;

import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Box;
import io.eigencam.frame.Detection;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.PictureSize;
import io.eigencam.infer.Detector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is asked of the trained network about one picture: as it is, with noise, with the most
 * attended place of every layer greyed out, with an equally large place elsewhere greyed out.
 */
public record FrameTrial(CheckPicture picture, FrameLook look, Map<String, LayerTrial> layers) {
  /** Places are as large as a typical object, but within these shares of the picture's sides. */
  private static final double SMALLEST = 1 / 8.0;

  private static final double LARGEST = 1 / 3.0;

  /** Without any object: a share of the picture's sides. */
  private static final double UNKNOWN = 1 / 5.0;

  /** Below this the model finds nothing, and shares of nothing mean nothing. */
  private static final double SOME_EVIDENCE = 0.5;

  private static final long NOISE_SEED = 1;

  static FrameTrial of(CheckPicture picture, Detector detector, LiveExplainer explainer)
      throws FrameRejected, IOException {
    FrameLook look = FrameLook.at(picture.original(), detector, explainer);
    FrameLook noisy = FrameLook.at(picture.noisy(NOISE_SEED), detector, explainer);
    PictureSize size = picture.size();
    int width = side(look.detections(), size.width(), true);
    int height = side(look.detections(), size.height(), false);
    Map<String, Window> places = new LinkedHashMap<>();
    look.layers()
        .forEach(
            (name, layer) -> {
              if (layer.hasMap()) {
                places.put(name, Window.mostAttended(layer.map(), size, width, height));
              }
            });
    List<Window> taken = new ArrayList<>(places.values());
    look.detections().forEach(detection -> taken.add(Window.of(detection.box(), size)));
    Double elsewhere =
        lost(
            look,
            FrameLook.at(
                picture.without(Window.awayFrom(taken, size, width, height)), detector, explainer));
    Map<Window, FrameLook> occluded = new HashMap<>();
    Map<String, LayerTrial> layers = new LinkedHashMap<>();
    for (Map.Entry<String, LayerLook> entry : look.layers().entrySet()) {
      LayerLook layer = entry.getValue();
      Window place = places.get(entry.getKey());
      Occlusion occlusion = null;
      if (place != null) {
        FrameLook without = occluded.get(place);
        if (without == null) {
          without = FrameLook.at(picture.without(place), detector, explainer);
          occluded.put(place, without);
        }
        LayerLook after = without.layer(entry.getKey());
        occlusion =
            new Occlusion(
                place, after.map(), left(place, layer, after), lost(look, without), elsewhere);
      }
      layers.put(
          entry.getKey(),
          new LayerTrial(
              layer,
              noisy.layer(entry.getKey()),
              occlusion,
              marking(layer.map(), look, size),
              marking(layer.energy(), look, size)));
    }
    return new FrameTrial(picture, look, layers);
  }

  private static @Nullable Marking marking(AttentionMap map, FrameLook look, PictureSize size) {
    if (look.classMap() != null) {
      return Marking.ofClass(map, look.classMap(), size);
    }
    return look.detections().isEmpty() ? null : Marking.ofBoxes(map, look.detections(), size);
  }

  /** The median side of the objects found. */
  private static int side(List<Detection> detections, int picture, boolean horizontal) {
    List<Double> sides = new ArrayList<>();
    for (Detection detection : detections) {
      Box box = detection.box();
      sides.add((double) (horizontal ? box.x2() - box.x1() : box.y2() - box.y1()));
    }
    Collections.sort(sides);
    double side = sides.isEmpty() ? UNKNOWN * picture : sides.get(sides.size() / 2);
    double bounded = Math.max(SMALLEST * picture, Math.min(side, LARGEST * picture));
    return (int) Math.max(1, Math.round(bounded));
  }

  /** How much of the attention at a place has gone, both relative to the attention everywhere. */
  private static double left(Window place, LayerLook before, LayerLook after) {
    double share = share(place, before);
    return share > 0 ? 1 - share(place, after) / share : 0;
  }

  private static double share(Window place, LayerLook look) {
    double all = 0;
    for (float value : look.map().projection()) {
      all += Math.max(0, value);
    }
    return all > 0 ? place.attention(look.map()) / all : 0;
  }

  private static @Nullable Double lost(FrameLook before, FrameLook after) {
    Double found = before.evidenceFor(before);
    Double left = after.evidenceFor(before);
    return found == null || left == null || found < SOME_EVIDENCE ? null : 1 - left / found;
  }
}
