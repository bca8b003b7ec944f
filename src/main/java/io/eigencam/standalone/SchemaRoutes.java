package io.eigencam.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code /schemas/…}. */
final class SchemaRoutes {
  private final SchemaStore store;

  SchemaRoutes(SchemaStore store) {
    this.store = store;
  }

  /** GET /schemas/types */
  JsonNode types() {
    return RegistryJson.texts(List.of("AVRO"));
  }

  /** GET /schemas/ids/{id} */
  JsonNode schema(RegistryRequest request, String id) {
    List<SchemaVersion> found = find(id);
    String subject = request.query().get("subject");
    SchemaVersion version =
        found.stream()
            .filter(candidate -> candidate.subject().equals(subject))
            .findFirst()
            .orElse(found.get(0));
    ObjectNode answer = RegistryJson.object().put("schema", version.text());
    if (subject != null) {
      answer.put("subject", version.subject()).put("version", version.version());
    }
    if (request.asks("fetchMaxId")) {
      answer.put("maxId", store.lastId());
    }
    return answer;
  }

  /** GET /schemas/ids/{id}/schema */
  JsonNode text(String id) {
    return RegistryJson.parse(find(id).get(0).text().getBytes(StandardCharsets.UTF_8));
  }

  /** GET /schemas/ids/{id}/subjects */
  JsonNode subjects(RegistryRequest request, String id) {
    return RegistryJson.texts(
        shown(request, id).stream().map(SchemaVersion::subject).distinct().toList());
  }

  /** GET /schemas/ids/{id}/versions */
  JsonNode versions(RegistryRequest request, String id) {
    ArrayNode answer = JsonNodeFactory.instance.arrayNode();
    for (SchemaVersion version : shown(request, id)) {
      answer.add(
          RegistryJson.object()
              .put("subject", version.subject())
              .put("version", version.version()));
    }
    return answer;
  }

  private List<SchemaVersion> shown(RegistryRequest request, String id) {
    return find(id).stream()
        .filter(version -> request.asks("deleted") || !version.deleted())
        .toList();
  }

  /** At least one; deleted ones too, since messages outlive them. */
  private List<SchemaVersion> find(String id) {
    List<SchemaVersion> found;
    try {
      found = store.withId(Integer.parseInt(id));
    } catch (NumberFormatException e) {
      throw RegistryError.schemaNotFound(id);
    }
    if (found.isEmpty()) {
      throw RegistryError.schemaNotFound(id);
    }
    return found;
  }
}
