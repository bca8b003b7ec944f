package io.eigencam.picture;

import io.eigencam.frame.AttentionFlag;
import io.eigencam.frame.AttentionMap;
import io.eigencam.frame.Detection;
import io.eigencam.frame.EncodedPicture;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.Inference;
import io.eigencam.frame.LayerAttention;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.frame.PictureSize;
import io.eigencam.frame.SignChoice;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a model saw in a picture, on one sheet: the picture with its boxes, the attention of every
 * layer, and all layers fused.
 */
public final class ExplanationSheet {
  private static final String LEGEND =
      "Attention relative to each map's maximum; what is negative counts as 0.";

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
   * @param fused whether to add the mean of all layers
   * @throws IOException if the JDK cannot decode the picture
   * @throws IllegalStateException if no fonts are installed
   */
  public BufferedImage draw(boolean fused) throws IOException {
    Fonts.require();
    List<LayerAttention> layers = explanation.layers();
    long maps = layers.stream().filter(LayerAttention::hasMap).count();
    boolean fuse = fused && maps > 1;
    SheetLayout layout =
        SheetLayout.of(
            1 + layers.size() + (fuse ? 1 : 0),
            layers.stream().allMatch(layer -> layer.flags().isEmpty()) ? 2 : 3,
            picture.size());
    BufferedImage shown = PictureReader.read(picture, layout.imageWidth(), layout.imageHeight());
    List<Panel> panels = new ArrayList<>();
    panels.add(detections(shown));
    List<MapRaster> rasters = new ArrayList<>();
    for (LayerAttention layer : layers) {
      MapRaster raster =
          MapRaster.of(layer.map(), picture.size(), shown.getWidth(), shown.getHeight());
      if (layer.hasMap()) {
        rasters.add(raster);
      }
      panels.add(layer(layer, attention(shown, raster)));
    }
    if (fuse) {
      panels.add(fused(attention(shown, MapRaster.mean(rasters)), layers));
    }
    return new Sheet(layout).draw(title(), subtitle(), panels, legend());
  }

  private String legend() {
    return inference.detections().isEmpty() ? LEGEND : LEGEND + " White: detected boxes.";
  }

  private String title() {
    return name + " · " + picture.size().width() + " × " + picture.size().height();
  }

  private String subtitle() {
    return "Eigen-CAM of %s (%s, input %d × %d, digest %.12s)"
        .formatted(
            model.name(), model.task(), model.inputWidth(), model.inputHeight(), model.digest());
  }

  private Panel detections(BufferedImage shown) {
    BufferedImage image = copy(shown);
    Graphics2D graphics = graphics(image);
    painter(graphics, image).drawAll(inference.detections());
    graphics.dispose();
    int total = inference.detectionsTotal();
    String found = total == 1 ? "1 object found" : total + " objects found";
    return new Panel(
        "Detections", "", List.of(total == 0 ? "nothing found" : found), keys(), List.of(), image);
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

  private Panel layer(LayerAttention layer, BufferedImage image) {
    AttentionMap map = layer.map();
    boolean best =
        layer.alignment() != null
            && explanation.layers().size() > 1
            && explanation.bestAligned().filter(layer::equals).isPresent();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d × %d cells · %s of the variance".formatted(map.columns(), map.rows(), share(layer)));
    Double alignment = layer.alignment();
    SignChoice sign = layer.sign();
    lines.add(
        alignment == null && sign != null
            ? "sign by %s, margin %.2f".formatted(sign.rule(), sign.margin())
            : String.format(Locale.ROOT, "alignment with the scores %.2f", alignment));
    return new Panel(
        map.component() == 0 ? layer.layer() : layer.layer() + " · component " + map.component(),
        best ? "best aligned" : "",
        lines,
        List.of(),
        layer.flags().stream().sorted().map(ExplanationSheet::inWords).toList(),
        image);
  }

  private static String share(LayerAttention layer) {
    Double share = layer.componentShare();
    return share == null ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String inWords(AttentionFlag flag) {
    return switch (flag) {
      case LOW_VARIANCE -> "nothing varies: no map";
      case RANK_EXCEEDED -> "no such component: no map";
      case UNSTABLE_COMPONENT -> "unstable component";
      case SIGN_UNSURE -> "sign unsure";
    };
  }

  private static Panel fused(BufferedImage image, List<LayerAttention> layers) {
    List<String> names =
        layers.stream().filter(LayerAttention::hasMap).map(LayerAttention::layer).toList();
    return new Panel(
        "Fused", "", List.of("mean of " + String.join(", ", names)), List.of(), List.of(), image);
  }

  private BufferedImage attention(BufferedImage shown, MapRaster raster) {
    BufferedImage image = Overlay.over(shown, raster);
    Graphics2D graphics = graphics(image);
    painter(graphics, image).drawOutlines(inference.detections());
    graphics.dispose();
    return image;
  }

  private BoxPainter painter(Graphics2D graphics, BufferedImage image) {
    PictureSize size = picture.size();
    return new BoxPainter(
        graphics, image.getWidth(), image.getHeight(), (double) image.getWidth() / size.width());
  }

  private static Graphics2D graphics(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    return graphics;
  }

  private static BufferedImage copy(BufferedImage image) {
    BufferedImage copy =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    copy.getRaster().setRect(image.getRaster());
    return copy;
  }
}
