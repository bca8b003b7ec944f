package io.eigencam.picture;

import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Detection;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.MapKind;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.PictureSize;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model saw in a picture, on one sheet: the picture with its boxes, the attention of every
 * layer, and all layers fused.
 */
public final class ExplanationSheet {
  private static final String LEGEND =
      "Relative to each map's maximum (components of a layer: to their largest); negative is 0.";

  private final String name;
  private final ModelIdentity model;
  private final EncodedPicture picture;
  private final Inference inference;
  private final Explanation explanation;

  /**
   * @param name of the picture, for the title
   */
  public ExplanationSheet(
      String name,
      ModelIdentity model,
      EncodedPicture picture,
      Inference inference,
      Explanation explanation) {
    this.name = name;
    this.model = model;
    this.picture = picture;
    this.inference = inference;
    this.explanation = explanation;
  }

  /**
   * Draws the sheet.
   *
   * @throws IOException if the JDK cannot decode the picture
   * @throws IllegalStateException if no fonts are installed
   */
  public BufferedImage draw() throws IOException {
    return draw(null, "");
  }

  /**
   * Draws the sheet.
   *
   * @param fused the maps of all layers as one, 0..1; null for none
   * @param how they were joined
   * @throws IOException if the JDK cannot decode the picture
   * @throws IllegalStateException if no fonts are installed
   */
  public BufferedImage draw(@Nullable AttentionMap fused, String how) throws IOException {
    Fonts.require();
    MapPanels maps = new MapPanels(explanation);
    List<LayerAttention> shownMaps = maps.inOrder();
    MapScale scale = new MapScale(shownMaps.stream().map(LayerAttention::map).toList());
    boolean warned = shownMaps.stream().anyMatch(MapPanels::isWarned);
    SheetLayout layout =
        SheetLayout.of(
            1 + shownMaps.size() + (fused == null ? 0 : 1), warned ? 3 : 2, picture.size());
    BufferedImage shown = PictureReader.read(picture, layout.imageWidth(), layout.imageHeight());
    List<Panel> panels = new ArrayList<>();
    panels.add(inference.classifications().isEmpty() ? detections(shown) : classes(shown));
    for (LayerAttention layer : shownMaps) {
      panels.add(maps.panel(layer, attention(shown, layer.map(), scale.top(layer.map()))));
    }
    if (fused != null) {
      panels.add(
          new Panel(
              "Fused",
              "",
              List.of(how + " of " + fused.layer().replace("+", ", ")),
              List.of(),
              List.of(),
              attention(shown, fused, 1)));
    }
    return new Sheet(layout).draw(title(), subtitle(), panels, legend());
  }

  private String legend() {
    boolean energy =
        explanation.all().stream().anyMatch(layer -> layer.map().kind() == MapKind.ENERGY);
    return LEGEND
        + (energy ? " Energy: above its median." : "")
        + (inference.detections().isEmpty() ? "" : " White: detected boxes.");
  }

  private String title() {
    return name + " · " + picture.size().width() + " × " + picture.size().height();
  }

  private String subtitle() {
    return "%s · %s (%s, input %d × %d, digest %.12s)"
        .formatted(
            method(),
            model.name(),
            model.task(),
            model.inputWidth(),
            model.inputHeight(),
            model.digest());
  }

  private String method() {
    return explanation.layers().stream()
        .findFirst()
        .map(layer -> MapWords.method(layer.map()))
        .orElse("nothing to explain");
  }

  private Panel detections(BufferedImage shown) {
    BufferedImage image = copy(shown);
    Graphics2D graphics = SmoothGraphics.of(image);
    painter(graphics, image).drawAll(inference.detections());
    graphics.dispose();
    int total = inference.detectionsTotal();
    String found = total == 1 ? "1 object found" : total + " objects found";
    return new Panel(
        "Detections", "", List.of(total == 0 ? "nothing found" : found), keys(), List.of(), image);
  }

  private Panel classes(BufferedImage shown) {
    BufferedImage image = copy(shown);
    Graphics2D graphics = SmoothGraphics.of(image);
    painter(graphics, image).drawUnseen(inference.letterbox());
    graphics.dispose();
    List<Panel.ColorKey> keys =
        inference.classifications().stream()
            .map(
                one ->
                    new Panel.ColorKey(
                        ClassColors.of(one.classId()),
                        String.format(
                            Locale.ROOT, "%s %.1f %%", one.label(), 100 * one.confidence())))
            .toList();
    return new Panel(
        "Classes",
        "",
        List.of("most probably " + inference.classifications().get(0).label()),
        keys,
        List.of(),
        image);
  }

  /** The classes found, the most frequent first. */
  private List<Panel.ColorKey> keys() {
    Map<Integer, List<Detection>> classes =
        inference.detections().stream()
            .collect(
                Collectors.groupingBy(Detection::classId, LinkedHashMap::new, Collectors.toList()));
    return classes.entrySet().stream()
        .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
        .map(
            entry ->
                new Panel.ColorKey(
                    ClassColors.of(entry.getKey()),
                    entry.getValue().size() + " × " + entry.getValue().get(0).label()))
        .toList();
  }

  private BufferedImage attention(BufferedImage shown, AttentionMap map, float top) {
    MapRaster raster = MapRaster.of(map, picture.size(), shown.getWidth(), shown.getHeight(), top);
    BufferedImage image = Overlay.over(shown, raster);
    Graphics2D graphics = SmoothGraphics.of(image);
    painter(graphics, image).drawUnseen(inference.letterbox());
    painter(graphics, image).drawOutlines(inference.detections());
    graphics.dispose();
    return image;
  }

  private BoxPainter painter(Graphics2D graphics, BufferedImage image) {
    PictureSize size = picture.size();
    return new BoxPainter(
        graphics, image.getWidth(), image.getHeight(), (double) image.getWidth() / size.width());
  }

  private static BufferedImage copy(BufferedImage image) {
    BufferedImage copy =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    copy.getRaster().setRect(image.getRaster());
    return copy;
  }
}
