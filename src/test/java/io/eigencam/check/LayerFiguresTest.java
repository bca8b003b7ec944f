package io.eigencam.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.eigencam.explain.LiveExplainer;
import io.eigencam.frame.Activation;
import io.eigencam.frame.Box;
import io.eigencam.frame.CellRegion;
import io.eigencam.frame.Detection;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerFeatures;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.PictureSize;
import io.eigencam.infer.Detector;
import io.eigencam.infer.Pictures;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A layer that answers the same everywhere, and so has no map. */
class LayerFiguresTest {
  private static final Letterbox LETTERBOX = Letterbox.fit(new PictureSize(64, 64), 64, 64);

  @Test
  void shouldCallALayerUselessThatHasNoMapOfWhatWasFound() throws Exception {
    Detection found = new Detection(0, "cell", 0.9f, new Box(8, 8, 40, 40), -1, "");

    assertEquals(0.0, figures(trial(found)).usefulness());
  }

  @Test
  void shouldNotMeasureUsefulnessWhereNothingWasFound() throws Exception {
    LayerFigures figures = figures(trial());

    assertNull(figures.usefulness());
    assertEquals(0, figures.maps());
    assertEquals(0, figures.sign().sureShare());
  }

  /** Otherwise a layer would be ranked by how many pictures show nothing. */
  @Test
  void shouldLeavePicturesOutThatShowNothing() throws Exception {
    Detection found = new Detection(0, "cell", 0.9f, new Box(8, 8, 40, 40), -1, "");

    LayerFigures figures = figures(trial(found), trial());

    assertEquals(0.0, figures.usefulness());
    assertEquals(2, figures.pictures());
    assertNull(figures.marks().lift(), "figures of marks are those of maps");
  }

  private static LayerFigures figures(LayerTrial... trials) {
    return LayerFigures.of("p3", List.of(trials), List.of());
  }

  private static LayerTrial trial(Detection... detections) throws Exception {
    CheckPicture picture = CheckPicture.of("a", Pictures.decoded(Pictures.png(64, 64, 1)), 640);
    return FrameTrial.of(picture, new Flat(List.of(detections)), new LiveExplainer())
        .layers()
        .get("p3");
  }

  private record Flat(List<Detection> detections) implements Detector {

    @Override
    public Inference infer(EncodedPicture picture) {
      CellRegion valid = LETTERBOX.validCells(8);
      float[] ones = new float[valid.cells() * 2];
      Arrays.fill(ones, 1);
      LayerFeatures layer =
          new LayerFeatures(
              "p3",
              8,
              valid,
              new Activation(valid.rows(), valid.columns(), 2, ones),
              new float[] {1, 1},
              new float[4]);
      return new Inference(LETTERBOX, detections, detections.size(), List.of(layer), List.of());
    }

    @Override
    public ModelIdentity model() {
      return new ModelIdentity("flat", "0", "detect", 64, 64);
    }

    @Override
    public List<String> classNames() {
      return List.of("cell");
    }

    @Override
    public void close() {}
  }
}
