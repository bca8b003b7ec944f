package io.eigencam.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eigencam.registry.RegistryConnection.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry over Confluent's REST API: Confluent, Apicurio ({@code /apis/ccompat/v7}),
 * Karapace, Redpanda, or the embedded one. What was learnt is kept for good, since an id never
 * changes its schema. Safe for use by many threads.
 */
public final class RegistryClient {
  private static final long NANOS_UNKNOWN_STAYS = 10_000_000_000L;
  private static final int MOST_UNKNOWN = 1000;
  private static final int DEEPEST_REFERENCE = 20;

  /** So often in a row an id may fail for reasons that pass, before another is asked for. */
  private static final int TRIES = 5;

  private static final int NOBODYS_ID = Integer.MAX_VALUE;

  private final RegistryConnection connection;
  private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
  private final Map<Registration, Integer> registered = new ConcurrentHashMap<>();
  // A camera that sends a wrong id with every frame must not become a request per frame.
  private final Map<Integer, UnknownId> unknown = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> failures = new ConcurrentHashMap<>();

  private record Registration(String subject, Schema schema) {}

  private record UnknownId(long untilNanos, String message) {}

  public RegistryClient(RegistrySettings settings) {
    this.connection = new RegistryConnection(settings);
  }

  /**
   * Registers a schema under a subject, or finds that it already is.
   *
   * @return the id that stands in front of every message
   * @throws SchemaIncompatibleException if the registry's rule for the subject forbids the schema
   * @throws RegistryUnavailableException if no registry answers
   * @throws RegistryRefusedException if it answers anything else than yes
   */
  public int register(String subject, Schema schema) {
    return registered.computeIfAbsent(
        new Registration(subject, schema), key -> postSchema(key, "/versions"));
  }

  /**
   * The id under which a schema is already registered.
   *
   * @throws UnknownSchemaException if it is not
   */
  public int find(String subject, Schema schema) {
    return registered.computeIfAbsent(
        new Registration(subject, schema), key -> postSchema(key, ""));
  }

  /**
   * The schema with that id, references resolved.
   *
   * @throws UnknownSchemaException if there is none, one that it refers to is missing, or it is no
   *     Avro schema; if it is refused, or fails time and again, while the registry answers about
   *     others: trouble of this id alone, which stands in a message that anybody may have written
   * @throws RegistryUnavailableException if no registry answers
   * @throws RegistryRefusedException if it does not let us in
   */
  public Schema byId(int id) {
    Schema known = byId.get(id);
    if (known != null) {
      return known;
    }
    UnknownId miss = unknown.get(id);
    if (miss != null && System.nanoTime() - miss.untilNanos() < 0) {
      throw new UnknownSchemaException(miss.message());
    }
    try {
      Schema schema = fetch(id);
      byId.put(id, schema);
      failures.remove(id);
      return schema;
    } catch (UnknownSchemaException e) {
      failures.remove(id);
      remember(id, e);
      throw e;
    } catch (RegistryRefusedException e) {
      throw answersAboutOthers(id) ? unknown(id, e) : e;
    } catch (RegistryUnavailableException e) {
      if (failures.size() >= MOST_UNKNOWN) {
        failures.clear();
      }
      throw failures.merge(id, 1, Integer::sum) >= TRIES && answersAboutOthers(id)
          ? unknown(id, e)
          : e;
    }
  }

  private UnknownSchemaException unknown(int id, RuntimeException cause) {
    UnknownSchemaException unknown =
        new UnknownSchemaException(
            "schema id %s is not to be had, though others are: %s"
                .formatted(Integer.toUnsignedString(id), cause.getMessage()),
            cause);
    remember(id, unknown);
    return unknown;
  }

  private void remember(int id, UnknownSchemaException unknownId) {
    if (unknown.size() >= MOST_UNKNOWN) {
      unknown.clear();
    }
    unknown.put(
        id,
        new UnknownId(
            System.nanoTime() + NANOS_UNKNOWN_STAYS, String.valueOf(unknownId.getMessage())));
  }

  /**
   * Whether the registry serves schemas at all: one that we know, or the news that there is none. A
   * request that needs no schema would prove nothing: it is answered also while their store is
   * away.
   */
  private boolean answersAboutOthers(int id) {
    int other =
        byId.keySet().stream().findAny().orElse(id == NOBODYS_ID ? NOBODYS_ID - 1 : NOBODYS_ID);
    try {
      Answer answer = connection.send(path(other), null);
      return answer.ok() || answer.status() == 404;
    } catch (RegistryUnavailableException e) {
      return false;
    }
  }

  private static String path(int id) {
    return "/schemas/ids/" + Integer.toUnsignedString(id);
  }

  /**
   * Asks for something small, to see whether the registry is there. One that does not know what was
   * asked for answers, too.
   *
   * @throws RegistryUnavailableException if no registry answers
   * @throws RegistryRefusedException if it does not let us in
   */
  public void ping() {
    Answer answer = connection.send("/schemas/types", null);
    if (answer.needsCredentials()) {
      check(answer, "to be asked");
    }
  }

  private int postSchema(Registration registration, String under) {
    String subject = registration.subject();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("schema", registration.schema().toString());
    Answer answer = connection.send("/subjects/" + encoded(subject) + under, body);
    if (answer.status() == 409) {
      throw new SchemaIncompatibleException(
          ("the schema registry at %s refuses %s for subject '%s' as incompatible with what is"
                  + " registered there: %s. Remove the older subject, change its compatibility, or"
                  + " use another topic prefix")
              .formatted(
                  answer.url(), registration.schema().getFullName(), subject, answer.message()));
    }
    if (answer.status() == 404 && under.isEmpty()) {
      throw new UnknownSchemaException(
          "%s is not registered under subject '%s' at %s: run 'eigencam schemas register'"
              .formatted(registration.schema().getFullName(), subject, answer.url()));
    }
    JsonNode id = check(answer, "subject '" + subject + "'").path("id");
    if (!id.canConvertToInt()) {
      throw new RegistryRefusedException(
          "the schema registry at %s gives no id for subject '%s'"
              .formatted(answer.url(), subject));
    }
    return id.intValue();
  }

  private Schema fetch(int id) {
    String what = "schema id %d".formatted(id);
    JsonNode body = get(path(id), what);
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new UnknownSchemaException("%s is %s, not Avro".formatted(what, type));
    }
    return parse(body, new Schema.Parser(), what, DEEPEST_REFERENCE);
  }

  /** Referenced schemas first: they name types that the schema itself only mentions. */
  private Schema parse(JsonNode described, Schema.Parser parser, String what, int depth) {
    if (depth == 0) {
      throw new UnknownSchemaException(
          "the references of %s are nested too deeply".formatted(what));
    }
    for (JsonNode reference : described.path("references")) {
      if (!parser.getTypes().containsKey(reference.path("name").asText())) {
        String subject = reference.path("subject").asText();
        int version = reference.path("version").asInt();
        JsonNode referenced =
            get(
                "/subjects/%s/versions/%d".formatted(encoded(subject), version),
                "subject '%s' version %d, which %s refers to,".formatted(subject, version, what));
        parse(referenced, parser, what, depth - 1);
      }
    }
    try {
      return parser.parse(described.path("schema").asText());
    } catch (AvroRuntimeException e) {
      throw new UnknownSchemaException(
          "%s is no Avro schema: %s"
              .formatted(what, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    } catch (RuntimeException e) {
      // Avro answers an undefined name at the root, for one, with a NullPointerException.
      throw new UnknownSchemaException("%s is no Avro schema".formatted(what), e);
    }
  }

  /** One answer about one schema must not be taken for trouble with all of them. */
  private JsonNode get(String path, String what) {
    Answer answer = connection.send(path, null);
    if (answer.status() / 100 == 4 && !answer.needsCredentials()) {
      throw new UnknownSchemaException(
          "%s is not known to the schema registry at %s: %s"
              .formatted(what, answer.url(), answer.message()));
    }
    return check(answer, what);
  }

  private static JsonNode check(Answer answer, String what) {
    if (answer.ok()) {
      return answer.body();
    }
    String advice =
        answer.needsCredentials()
            ? "; check eigencam.registry.user and .password or .token (%s or %s)"
                .formatted(RegistrySettings.BASIC_AUTH, RegistrySettings.BEARER_TOKEN)
            : "";
    throw new RegistryRefusedException(
        "the schema registry at %s refuses %s (HTTP status %d): %s%s"
            .formatted(answer.url(), what, answer.status(), answer.message(), advice));
  }

  private static String encoded(@Nullable String part) {
    return URLEncoder.encode(part == null ? "" : part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
