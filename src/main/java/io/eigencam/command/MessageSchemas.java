package io.eigencam.command;

import io.eigencam.registry.PlainSchema;
import io.eigencam.registry.RegistryClient;
import io.eigencam.topic.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The schemas of all messages at a registry. */
final class MessageSchemas {
  private MessageSchemas() {}

  /** Registers what is missing; gives the schemas' ids by subject. */
  static Map<String, Integer> register(RegistryClient registry, Topics topics) {
    return each(topics, registry::register);
  }

  /** The schemas' ids by subject; all must be registered. */
  static Map<String, Integer> find(RegistryClient registry, Topics topics) {
    return each(topics, registry::find);
  }

  private static Map<String, Integer> each(Topics topics, ToIntBiFunction<String, Schema> request) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    topics
        .messages()
        .forEach(
            (subject, message) ->
                ids.put(
                    subject,
                    request.applyAsInt(
                        subject, PlainSchema.of(SpecificData.get().getSchema(message)))));
    return ids;
  }
}
