package io.eigencam.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;

/** The registry's JSON, as Confluent's REST API defines it. */
final class RegistryJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RegistryJson() {}

  static JsonNode parse(byte[] body) {
    if (body.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw RegistryError.badRequest("The body is no JSON.");
    }
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  static ArrayNode numbers(Collection<Integer> numbers) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    numbers.forEach(array::add);
    return array;
  }

  /** A version with everything that is known about it. */
  static ObjectNode version(SchemaVersion version) {
    return object()
        .put("subject", version.subject())
        .put("version", version.version())
        .put("id", version.id())
        .put("schema", version.text());
  }

  static ObjectNode error(RegistryError error) {
    return object().put("error_code", error.code()).put("message", error.getMessage());
  }
}
