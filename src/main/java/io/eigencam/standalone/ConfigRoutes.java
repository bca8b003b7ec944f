package io.eigencam.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** {@code /config} and {@code /config/{subject}}: which schemas may follow which. */
final class ConfigRoutes {
  private final SchemaStore store;

  ConfigRoutes(SchemaStore store) {
    this.store = store;
  }

  /** GET /config */
  JsonNode global() {
    return RegistryJson.object().put("compatibilityLevel", store.globalLevel().name());
  }

  /** GET /config/{subject} */
  JsonNode ofSubject(RegistryRequest request, String subject) {
    CompatibilityLevel own = store.ownLevel(subject);
    if (own == null && !request.asks("defaultToGlobal")) {
      throw RegistryError.noLevel(subject);
    }
    return RegistryJson.object().put("compatibilityLevel", store.level(subject).name());
  }

  /** PUT /config and PUT /config/{subject} */
  JsonNode set(RegistryRequest request, @Nullable String subject) {
    String name = request.body().path("compatibility").asText();
    CompatibilityLevel level = CompatibilityLevel.of(name);
    if (level == null) {
      throw RegistryError.invalidLevel(name);
    }
    store.setLevel(subject, level);
    return RegistryJson.object().put("compatibility", level.name());
  }

  /** DELETE /config and DELETE /config/{subject} */
  JsonNode reset(@Nullable String subject) {
    CompatibilityLevel before = subject == null ? store.globalLevel() : store.ownLevel(subject);
    if (before == null) {
      throw RegistryError.subjectNotFound(String.valueOf(subject));
    }
    store.setLevel(subject, null);
    return RegistryJson.object().put("compatibilityLevel", before.name());
  }
}
