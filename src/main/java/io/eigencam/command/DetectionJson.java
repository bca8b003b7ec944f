package io.eigencam.command;

import io.eigencam.frame.Box;
import io.eigencam.frame.ClassEvidence;
import io.eigencam.frame.Classification;
import io.eigencam.frame.Detection;
import io.eigencam.frame.Inference;
import io.eigencam.frame.Letterbox;
import io.eigencam.frame.ModelIdentity;
import io.eigencam.infer.DetectorSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The detections of one picture as {@code --json} prints them; boxes in pixels of the picture. */
final class DetectionJson {
  private DetectionJson() {}

  static Map<String, Object> of(
      Path picture, ModelIdentity model, DetectorSettings settings, Inference inference) {
    Letterbox letterbox = inference.letterbox();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("picture", picture.toString());
    json.put("width", letterbox.picture().width());
    json.put("height", letterbox.picture().height());
    json.put("model", model.name());
    json.put("modelDigest", model.digest());
    json.put("precision", model.precision().label());
    if (model.inputWidth() == model.inputHeight()) {
      json.put("inputSize", model.inputWidth());
    }
    json.put("inputWidth", model.inputWidth());
    json.put("inputHeight", model.inputHeight());
    json.put("conf", settings.confidence());
    json.put("iou", settings.iou());
    json.put("maxDet", settings.maxDetections());
    if (inference.classifications().isEmpty()) {
      json.put("letterbox", letterbox(letterbox));
    } else {
      json.put("crop", crop(letterbox));
      json.put("classifications", classifications(inference));
    }
    json.put("detections", detections(inference.detections()));
    json.put("detectionsTotal", inference.detectionsTotal());
    return json;
  }

  /** A picture that could not be worked on. */
  static Map<String, Object> failure(Path picture, String reason, String text) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("picture", picture.toString());
    json.put("reason", reason);
    json.put("error", text);
    return json;
  }

  static List<Map<String, Object>> detections(List<Detection> detections) {
    return detections.stream().map(DetectionJson::detection).toList();
  }

  private static Map<String, Object> detection(Detection detection) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("classId", detection.classId());
    json.put("name", detection.label());
    json.put("confidence", detection.confidence());
    json.put("x1", detection.box().x1());
    json.put("y1", detection.box().y1());
    json.put("x2", detection.box().x2());
    json.put("y2", detection.box().y2());
    json.put("anchor", detection.anchor());
    json.put("level", detection.level());
    return json;
  }

  /** Most probable first; with logit and bias where the last layer is linear. */
  private static List<Map<String, Object>> classifications(Inference inference) {
    ClassEvidence evidence = inference.classEvidence();
    List<Map<String, Object>> all = new ArrayList<>();
    for (Classification one : inference.classifications()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("classId", one.classId());
      json.put("name", one.label());
      json.put("confidence", one.confidence());
      if (evidence != null) {
        json.put("logit", evidence.logit(one.classId()));
        json.put("bias", evidence.weights().bias(one.classId()));
      }
      all.add(json);
    }
    return all;
  }

  /** How a classifier's picture was cut, and the part of the picture that was left. */
  private static Map<String, Object> crop(Letterbox cut) {
    Map<String, Object> json = letterbox(cut);
    Box seen = cut.seen();
    json.put("x1", seen.x1());
    json.put("y1", seen.y1());
    json.put("x2", seen.x2());
    json.put("y2", seen.y2());
    return json;
  }

  private static Map<String, Object> letterbox(Letterbox letterbox) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("gain", letterbox.gain());
    json.put("resizedWidth", letterbox.resizedWidth());
    json.put("resizedHeight", letterbox.resizedHeight());
    json.put("left", letterbox.left());
    json.put("top", letterbox.top());
    return json;
  }
}
