package io.eigencam.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.apache.avro.Schema;

/**
 * The schema of a generated class without what only Java needs: the compiler marks every string
 * with {@code avro.java.string}, which would make it another schema than the file says.
 */
public final class PlainSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JAVA_STRING = "avro.java.string";

  private PlainSchema() {}

  /** Named types, fields, defaults and documentation stay as they are. */
  public static Schema of(Schema generated) {
    try {
      return new Schema.Parser().parse(plain(JSON.readTree(generated.toString())).toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(generated.getFullName() + " does not print as JSON", e);
    }
  }

  private static JsonNode plain(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(JAVA_STRING);
      if (object.size() == 1 && object.path("type").asText().equals("string")) {
        return TextNode.valueOf("string");
      }
      object.properties().forEach(property -> property.setValue(plain(property.getValue())));
    } else if (node.isArray()) {
      com.fasterxml.jackson.databind.node.ArrayNode array =
          (com.fasterxml.jackson.databind.node.ArrayNode) node;
      for (int i = 0; i < array.size(); i++) {
        array.set(i, plain(array.get(i)));
      }
    }
    return node;
  }
}
