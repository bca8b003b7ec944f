package io.eigencam.dashboard;

import io.eigencam.message.CellToFrame;
import io.eigencam.message.Classification;
import io.eigencam.message.DetectedObject;
import io.eigencam.message.FrameAnalysis;
import io.eigencam.message.LayerAttention;
import io.eigencam.message.LayerMap;
import io.eigencam.message.Model;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Head of a frame's message, as JSON. Names are those of the Avro messages where they come from
 * there.
 *
 * @param kind "frame"
 * @param captureTime milliseconds since the epoch; null without a result
 * @param status ANALYZED or SHED; null without a result
 * @param mapStatus why there are maps or none, as in FrameAnalysis; null without a result
 * @param picture media type and length of the picture behind the head
 * @param detectionsTotal objects found before the list was cut
 * @param classifications of a classifier, most probable first
 * @param attention figures per layer, best-aligned first
 * @param maps the maps behind the picture: the layers' own, best-aligned first, then others
 */
record FrameHeader(
    String kind,
    String camera,
    String id,
    @Nullable Long sequence,
    @Nullable Long captureTime,
    @Nullable String status,
    @Nullable String mapStatus,
    Picture picture,
    @Nullable ModelName model,
    List<BoxHeader> detections,
    int detectionsTotal,
    List<ClassHeader> classifications,
    List<AttentionHeader> attention,
    List<MapHeader> maps) {

  static final String KIND = "frame";

  static FrameHeader of(LiveFrame frame) {
    ReceivedPicture picture = frame.picture();
    Picture pictureHeader = new Picture(picture.mediaType(), picture.bytes().length);
    FrameAnalysis analysis = frame.analysis();
    if (analysis == null) {
      return new FrameHeader(
          KIND,
          frame.cameraId(),
          frame.id(),
          null,
          null,
          null,
          null,
          pictureHeader,
          null,
          List.of(),
          0,
          List.of(),
          List.of(),
          List.of());
    }
    return new FrameHeader(
        KIND,
        frame.cameraId(),
        frame.id(),
        analysis.getFrame().getSequence(),
        analysis.getFrame().getCaptureTime().toEpochMilli(),
        analysis.getStatus().name(),
        analysis.getMapStatus().name(),
        pictureHeader,
        ModelName.of(analysis.getModel()),
        analysis.getDetections().stream().map(BoxHeader::of).toList(),
        analysis.getDetectionsTotal(),
        analysis.getClassifications().stream().map(ClassHeader::of).toList(),
        analysis.getAttention().stream().map(AttentionHeader::of).toList(),
        frame.maps() == null
            ? List.of()
            : frame.maps().getMaps().stream().map(MapHeader::of).toList());
  }

  /** What stands behind the head. */
  record Picture(String mediaType, int length) {}

  /** Which model spoke. */
  record ModelName(String name, String digest, String task, int inputWidth, int inputHeight) {
    static @Nullable ModelName of(@Nullable Model model) {
      return model == null
          ? null
          : new ModelName(
              model.getName(),
              model.getDigest(),
              model.getTask(),
              model.getInputWidth(),
              model.getInputHeight());
    }
  }

  /** One object; the box in pixels of the picture. */
  record BoxHeader(
      int classId, String label, float confidence, float x1, float y1, float x2, float y2) {
    static BoxHeader of(DetectedObject found) {
      return new BoxHeader(
          found.getClassId(),
          found.getLabel(),
          found.getConfidence(),
          found.getX1(),
          found.getY1(),
          found.getX2(),
          found.getY2());
    }
  }

  /** One class of a classifier. */
  record ClassHeader(int classId, String label, float confidence) {
    static ClassHeader of(Classification one) {
      return new ClassHeader(one.getClassId(), one.getLabel(), one.getConfidence());
    }
  }

  /** How far to trust a layer's map. */
  record AttentionHeader(
      String layer,
      @Nullable Double explainedVarianceRatio,
      double sigma2OverSigma1,
      double signMargin,
      @Nullable Double alignment,
      @Nullable Boolean signAgreesWithBoxes,
      @Nullable Double outsideShare,
      List<String> flags) {
    static AttentionHeader of(LayerAttention layer) {
      int component = layer.getComponent();
      List<Double> ratios = layer.getExplainedVarianceRatio();
      return new AttentionHeader(
          layer.getLayer(),
          component < ratios.size() ? ratios.get(component) : null,
          layer.getSigma2OverSigma1(),
          layer.getSignMargin(),
          layer.getAlignment(),
          layer.getSignAgreesWithBoxes(),
          layer.getOutsideShare(),
          layer.getFlags().stream().map(Enum::name).toList());
    }
  }

  /** One map as published: the browser decodes it. */
  record MapHeader(
      String layer,
      String kind,
      @Nullable String className,
      int component,
      int rows,
      int columns,
      int encoding,
      float rawMin,
      float rawMax,
      List<Double> cellToFrame,
      int length) {
    static MapHeader of(LayerMap map) {
      CellToFrame t = map.getCellToFrame();
      return new MapHeader(
          map.getLayer(),
          map.getKind().name(),
          map.getClassName(),
          map.getComponent(),
          map.getRows(),
          map.getColumns(),
          map.getEncoding(),
          map.getRawMin(),
          map.getRawMax(),
          List.of(t.getA(), t.getB(), t.getC(), t.getD(), t.getE(), t.getF()),
          map.getPayload().remaining());
    }
  }
}
