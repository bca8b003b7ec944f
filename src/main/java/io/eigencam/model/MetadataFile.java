package io.eigencam.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code metadata.yaml} as Ultralytics' exporter writes it, old and new. */
final class MetadataFile {
  private final Path file;
  private final JsonNode root;

  private MetadataFile(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  static ModelMetadata read(Path file) throws ModelRejected {
    if (!Files.isRegularFile(file)) {
      throw new ModelRejected(
          file.getParent()
              + " has no metadata.yaml: copy the whole export folder, the file tells class names"
              + " and input size");
    }
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new ModelRejected(file + " is not valid YAML: " + firstLine(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new ModelRejected(file + " cannot be read as text: " + e, e);
    }
    if (!root.isObject()) {
      throw new ModelRejected(file + " does not hold the fields of an export (names, task, imgsz)");
    }
    return new MetadataFile(file, root).metadata();
  }

  private ModelMetadata metadata() throws ModelRejected {
    List<Integer> size = integers("imgsz");
    if (size.isEmpty() || size.size() > 2 || size.stream().anyMatch(one -> one < 1)) {
      throw wrong("imgsz", "a size or [height, width] in pixels");
    }
    String task = root.path("task").asText("");
    if (task.isBlank()) {
      throw wrong("task", "detect, segment, pose, obb or classify");
    }
    JsonNode nms = root.path("args").path("nms");
    return new ModelMetadata(
        task,
        names(),
        size.get(0),
        size.get(size.size() - 1),
        root.path("stride").asInt(0),
        root.path("head").asText(""),
        root.path("end2end").asBoolean(false),
        nms.isBoolean() ? (@Nullable Boolean) nms.booleanValue() : null,
        root.path("channels").asInt(3),
        integers("kpt_shape"));
  }

  /** A map from id to name, or a list. */
  private List<String> names() throws ModelRejected {
    JsonNode node = root.path("names");
    List<String> names = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(name -> names.add(name.asText()));
    } else if (node.isObject()) {
      Map<Integer, String> byId = new TreeMap<>(Comparator.naturalOrder());
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        byId.put(id(entry.getKey()), entry.getValue().asText());
      }
      for (Map.Entry<Integer, String> entry : byId.entrySet()) {
        if (entry.getKey() != names.size()) {
          throw wrong("names", "a name for every id from 0, but " + names.size() + " is missing");
        }
        names.add(entry.getValue());
      }
    }
    if (names.isEmpty()) {
      throw wrong("names", "the class names, as a list or as id: name");
    }
    return names;
  }

  private int id(String key) throws ModelRejected {
    try {
      return Integer.parseInt(key.strip());
    } catch (NumberFormatException e) {
      throw new ModelRejected(file + ": 'names' has the id '" + key + "', which is no number", e);
    }
  }

  /** One number or a list of them; empty if the field is missing. */
  private List<Integer> integers(String field) throws ModelRejected {
    JsonNode node = root.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    List<Integer> values = new ArrayList<>();
    for (JsonNode one : node.isArray() ? node : List.of(node)) {
      if (!one.isIntegralNumber() || !one.canConvertToInt()) {
        throw wrong(field, "whole numbers");
      }
      values.add(one.intValue());
    }
    return values;
  }

  private ModelRejected wrong(String field, String expected) {
    return new ModelRejected("%s: '%s' must be %s".formatted(file, field, expected));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse(text);
  }
}
