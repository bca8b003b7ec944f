package io.eigencam.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * One request to the embedded registry.
 *
 * @param method GET, POST, PUT or DELETE
 * @param path decoded segments of the path
 * @param query decoded parameters
 * @param body missing node without one
 */
record RegistryRequest(String method, List<String> path, Map<String, String> query, JsonNode body) {
  private static final int LONGEST = 1024 * 1024;
  private static final int MOST_DISCARDED = 16; // times LONGEST

  /** Reads the request whole. */
  static RegistryRequest of(HttpExchange exchange) throws IOException {
    InputStream stream = exchange.getRequestBody();
    byte[] body = stream.readNBytes(LONGEST + 1);
    if (body.length > LONGEST) {
      // Answered before it was read, the connection would be reset and the answer lost.
      for (int i = 0; i < MOST_DISCARDED && stream.readNBytes(LONGEST).length > 0; i++) {}
      throw RegistryError.tooLong(LONGEST);
    }
    try {
      List<String> path =
          Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
              .filter(segment -> !segment.isEmpty())
              .map(RegistryRequest::decoded)
              .toList();
      return new RegistryRequest(
          exchange.getRequestMethod(),
          path,
          query(exchange.getRequestURI().getRawQuery()),
          RegistryJson.parse(body));
    } catch (IllegalArgumentException e) {
      throw RegistryError.badRequest("The address is not encoded correctly.");
    }
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  /** In a path, a plus sign is a plus sign. */
  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  boolean asks(String parameter) {
    return Boolean.parseBoolean(query.get(parameter));
  }

  /** The Avro schema in the body. */
  Schema schema() {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw RegistryError.invalidSchema("only AVRO is supported here, not " + type);
    }
    if (!body.path("references").isEmpty()) {
      throw RegistryError.invalidSchema(
          "references are not supported here; send the schema with all its types");
    }
    JsonNode text = body.path("schema");
    if (!text.isTextual()) {
      throw RegistryError.invalidSchema("the field 'schema' is missing");
    }
    try {
      return new Schema.Parser().parse(text.textValue());
    } catch (SchemaParseException | IllegalArgumentException | NullPointerException e) {
      throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
    }
  }
}
