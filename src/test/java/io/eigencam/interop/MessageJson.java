package io.eigencam.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;

/**
 * A message as the scripts print it: fields by name, bytes in hexadecimal, times in microseconds,
 * every number in double precision (JSON knows no other), whole ones without a fraction.
 */
final class MessageJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private MessageJson() {}

  static JsonNode of(Object value) {
    if (value == null) {
      return JSON.nullNode();
    } else if (value instanceof IndexedRecord message) {
      ObjectNode object = JSON.objectNode();
      message
          .getSchema()
          .getFields()
          .forEach(field -> object.set(field.name(), of(message.get(field.pos()))));
      return object;
    } else if (value instanceof List<?> list) {
      ArrayNode array = JSON.arrayNode();
      list.forEach(item -> array.add(of(item)));
      return array;
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode object = JSON.objectNode();
      map.forEach((key, item) -> object.set(key.toString(), of(item)));
      return object;
    } else if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return JSON.textNode(HexFormat.of().formatHex(bytes));
    } else if (value instanceof Instant instant) {
      return JSON.numberNode((double) ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    } else if (value instanceof Number number) {
      return JSON.numberNode(number.doubleValue());
    } else if (value instanceof Boolean truth) {
      return JSON.booleanNode(truth);
    }
    return JSON.textNode(value.toString());
  }

  /** The same for what a script printed: its whole numbers become double as well. */
  static JsonNode doubles(JsonNode node) {
    if (node.isNumber()) {
      return JSON.numberNode(node.doubleValue());
    } else if (node instanceof ObjectNode object) {
      object.properties().forEach(property -> property.setValue(doubles(property.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, doubles(array.get(i)));
      }
    }
    return node;
  }
}
