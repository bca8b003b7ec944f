package io.eigencam.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/** {@code /subjects/…} and {@code /compatibility/subjects/…}. */
final class SubjectRoutes {
  private final SchemaStore store;

  SubjectRoutes(SchemaStore store) {
    this.store = store;
  }

  /** GET /subjects */
  JsonNode subjects(RegistryRequest request) {
    String prefix = request.query().getOrDefault("subjectPrefix", "");
    return RegistryJson.texts(
        store.subjects(request.asks("deleted")).stream()
            .filter(subject -> subject.startsWith(prefix))
            .toList());
  }

  /** POST /subjects/{subject}/versions */
  JsonNode register(RegistryRequest request, String subject) {
    return RegistryJson.object().put("id", store.register(subject, request.schema()));
  }

  /** POST /subjects/{subject}: is that schema registered? */
  JsonNode find(RegistryRequest request, String subject) {
    Schema schema = request.schema();
    List<SchemaVersion> versions = known(subject, request.asks("deleted"));
    for (SchemaVersion version : versions) {
      if (version.text().equals(schema.toString())) {
        return RegistryJson.version(version);
      }
    }
    throw RegistryError.schemaNotFound("of " + schema.getFullName());
  }

  /** GET /subjects/{subject}/versions */
  JsonNode versions(RegistryRequest request, String subject) {
    return numbers(known(subject, request.asks("deleted")));
  }

  /** GET /subjects/{subject}/versions/{version} */
  JsonNode version(RegistryRequest request, String subject, String version) {
    return RegistryJson.version(pick(known(subject, request.asks("deleted")), version));
  }

  /** GET /subjects/{subject}/versions/{version}/schema */
  JsonNode text(RegistryRequest request, String subject, String version) {
    return RegistryJson.parse(
        pick(known(subject, request.asks("deleted")), version)
            .text()
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** DELETE /subjects/{subject} */
  JsonNode delete(RegistryRequest request, String subject) {
    List<SchemaVersion> visible = store.visible(subject);
    boolean permanent = request.asks("permanent");
    if (store.all(subject).isEmpty()) {
      throw RegistryError.subjectNotFound(subject);
    } else if (permanent && !visible.isEmpty()) {
      throw RegistryError.subjectNotSoftDeleted(subject);
    } else if (!permanent && visible.isEmpty()) {
      throw RegistryError.subjectSoftDeleted(subject);
    }
    List<SchemaVersion> gone = permanent ? store.all(subject) : visible;
    gone.forEach(version -> store.delete(version, permanent));
    return numbers(gone);
  }

  /** DELETE /subjects/{subject}/versions/{version} */
  JsonNode deleteVersion(RegistryRequest request, String subject, String number) {
    SchemaVersion version = pick(known(subject, true), number);
    boolean permanent = request.asks("permanent");
    if (permanent && !version.deleted()) {
      throw RegistryError.versionNotSoftDeleted(subject, version.version());
    } else if (!permanent && version.deleted()) {
      throw RegistryError.versionSoftDeleted(subject, version.version());
    }
    store.delete(version, permanent);
    return JsonNodeFactory.instance.numberNode(version.version());
  }

  /** POST /compatibility/subjects/{subject}/versions/{version} */
  JsonNode compatibility(RegistryRequest request, String subject, String version) {
    return verdict(request, subject, List.of(pick(known(subject, false), version)));
  }

  /** POST /compatibility/subjects/{subject}/versions */
  JsonNode compatibility(RegistryRequest request, String subject) {
    return verdict(request, subject, store.visible(subject));
  }

  private JsonNode verdict(RegistryRequest request, String subject, List<SchemaVersion> earlier) {
    List<String> obstacles = store.obstacles(subject, request.schema(), earlier);
    ObjectNode verdict = RegistryJson.object().put("is_compatible", obstacles.isEmpty());
    if (request.asks("verbose")) {
      verdict.set("messages", RegistryJson.texts(obstacles));
    }
    return verdict;
  }

  private List<SchemaVersion> known(String subject, boolean deletedToo) {
    List<SchemaVersion> versions = deletedToo ? store.all(subject) : store.visible(subject);
    if (versions.isEmpty()) {
      throw RegistryError.subjectNotFound(subject);
    }
    return versions;
  }

  private static SchemaVersion pick(List<SchemaVersion> versions, String wanted) {
    OptionalInt number = number(wanted);
    if (number.isEmpty()) {
      return versions.get(versions.size() - 1);
    }
    return versions.stream()
        .filter(version -> version.version() == number.getAsInt())
        .findFirst()
        .orElseThrow(() -> RegistryError.versionNotFound(wanted));
  }

  /** Empty means the latest. */
  private static OptionalInt number(String wanted) {
    if (wanted.equals("latest") || wanted.equals("-1")) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(wanted);
      if (number >= 1) {
        return OptionalInt.of(number);
      }
      throw RegistryError.invalidVersion(wanted);
    } catch (NumberFormatException e) {
      throw RegistryError.invalidVersion(wanted);
    }
  }

  private static JsonNode numbers(List<SchemaVersion> versions) {
    return RegistryJson.numbers(versions.stream().map(SchemaVersion::version).toList());
  }
}
