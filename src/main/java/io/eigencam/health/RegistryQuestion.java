package io.eigencam.health;

import io.eigencam.registry.RegistryClient;
import io.eigencam.registry.RegistryRefusedException;
import io.eigencam.registry.RegistryUnavailableException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does the schema registry answer us? */
final class RegistryQuestion implements Supplier<@Nullable String> {
  private final RegistryClient registry;
  private final String address;

  RegistryQuestion(RegistryClient registry, String address) {
    this.registry = registry;
    this.address = address;
  }

  @Override
  public @Nullable String get() {
    try {
      registry.ping();
      return null;
    } catch (RegistryUnavailableException e) {
      return "no schema registry answers at " + address;
    } catch (RegistryRefusedException e) {
      return "the schema registry at %s refuses us; check its user or token".formatted(address);
    }
  }
}
