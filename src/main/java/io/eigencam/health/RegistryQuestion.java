package io.eigencam.health;

import io.eigencam.pipeline.RegistryNeeds;
import io.eigencam.registry.RegistryClient;
import io.eigencam.registry.RegistryRefusedException;
import io.eigencam.registry.RegistrySettings;
import io.eigencam.registry.RegistryUnavailableException;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Does the schema registry answer us, and give what frames need? */
final class RegistryQuestion implements Supplier<@Nullable String> {
  private final RegistryClient registry;
  private final RegistryNeeds needs;
  private final String address; // without the password that the setting may hold

  /**
   * @param properties as {@link RegistrySettings} reads them
   */
  RegistryQuestion(Map<String, ?> properties, RegistryNeeds needs) {
    this.needs = needs;
    RegistrySettings settings = RegistrySettings.from(properties);
    this.registry = new RegistryClient(settings);
    this.address = settings.urls().stream().map(URI::toString).collect(Collectors.joining(", "));
  }

  @Override
  public @Nullable String get() {
    try {
      registry.ping();
      return needs.missing();
    } catch (RegistryUnavailableException e) {
      return "no schema registry answers at " + address;
    } catch (RegistryRefusedException e) {
      return "the schema registry at %s refuses us; check its user or token".formatted(address);
    }
  }
}
