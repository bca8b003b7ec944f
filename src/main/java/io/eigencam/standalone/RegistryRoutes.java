package io.eigencam.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** From method and path to an answer: the part of Confluent's REST API that clients use. */
final class RegistryRoutes {
  private final SubjectRoutes subjects;
  private final SchemaRoutes schemas;
  private final ConfigRoutes config;

  RegistryRoutes(SchemaStore store) {
    this.subjects = new SubjectRoutes(store);
    this.schemas = new SchemaRoutes(store);
    this.config = new ConfigRoutes(store);
  }

  /**
   * @throws RegistryError for everything that is not answered with 200
   */
  JsonNode answer(RegistryRequest request) {
    List<String> path = request.path();
    String root = path.isEmpty() ? "" : path.get(0);
    return switch (root) {
      case "" -> RegistryJson.object();
      case "subjects" -> subjects(request, path);
      case "compatibility" -> compatibility(request, path);
      case "schemas" -> schemas(request, path);
      case "config" -> config(request, path);
      case "contexts" -> RegistryJson.texts(List.of("."));
      case "mode" -> RegistryJson.object().put("mode", "READWRITE");
      default -> throw RegistryError.noSuchPath(String.join("/", path));
    };
  }

  private JsonNode subjects(RegistryRequest request, List<String> path) {
    String shape = request.method() + " " + path.size();
    boolean versions = path.size() < 3 || path.get(2).equals("versions");
    boolean text = path.size() < 5 || path.get(4).equals("schema");
    if (!versions || !text || path.size() > 5) {
      throw RegistryError.noSuchPath(String.join("/", path));
    }
    return switch (shape) {
      case "GET 1" -> subjects.subjects(request);
      case "POST 2" -> subjects.find(request, path.get(1));
      case "DELETE 2" -> subjects.delete(request, path.get(1));
      case "GET 3" -> subjects.versions(request, path.get(1));
      case "POST 3" -> subjects.register(request, path.get(1));
      case "GET 4" -> subjects.version(request, path.get(1), path.get(3));
      case "DELETE 4" -> subjects.deleteVersion(request, path.get(1), path.get(3));
      case "GET 5" -> subjects.text(request, path.get(1), path.get(3));
      default -> throw RegistryError.wrongMethod(request.method());
    };
  }

  /** compatibility/subjects/{subject}/versions[/{version}] */
  private JsonNode compatibility(RegistryRequest request, List<String> path) {
    boolean known =
        (path.size() == 4 || path.size() == 5)
            && path.get(1).equals("subjects")
            && path.get(3).equals("versions");
    if (!known) {
      throw RegistryError.noSuchPath(String.join("/", path));
    }
    only("POST", request);
    return path.size() == 4
        ? subjects.compatibility(request, path.get(2))
        : subjects.compatibility(request, path.get(2), path.get(4));
  }

  /** schemas/types, schemas/ids/{id}[/schema|subjects|versions] */
  private JsonNode schemas(RegistryRequest request, List<String> path) {
    only("GET", request);
    if (path.size() == 2 && path.get(1).equals("types")) {
      return schemas.types();
    }
    if (path.size() < 3 || path.size() > 4 || !path.get(1).equals("ids")) {
      throw RegistryError.noSuchPath(String.join("/", path));
    }
    String id = path.get(2);
    return switch (path.size() == 3 ? "" : path.get(3)) {
      case "" -> schemas.schema(request, id);
      case "schema" -> schemas.text(id);
      case "subjects" -> schemas.subjects(request, id);
      case "versions" -> schemas.versions(request, id);
      default -> throw RegistryError.noSuchPath(String.join("/", path));
    };
  }

  /** config[/{subject}] */
  private JsonNode config(RegistryRequest request, List<String> path) {
    if (path.size() > 2) {
      throw RegistryError.noSuchPath(String.join("/", path));
    }
    String subject = path.size() == 2 ? path.get(1) : null;
    return switch (request.method()) {
      case "GET" -> subject == null ? config.global() : config.ofSubject(request, subject);
      case "PUT" -> config.set(request, subject);
      case "DELETE" -> config.reset(subject);
      default -> throw RegistryError.wrongMethod(request.method());
    };
  }

  private static void only(String method, RegistryRequest request) {
    if (!request.method().equals(method)) {
      throw RegistryError.wrongMethod(request.method());
    }
  }
}
