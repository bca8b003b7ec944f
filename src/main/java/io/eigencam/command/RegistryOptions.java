package io.eigencam.command;

import io.eigencam.registry.RegistrySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of commands that are a client of a schema registry. */
final class RegistryOptions {
  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = {
        "The schema registry, path included (http://registry:8081, or …/apis/ccompat/v7 for",
        "Apicurio). May stand in --registry-config instead."
      })
  private @Nullable String registry;

  @Option(
      names = "--registry-config",
      paramLabel = "FILE",
      description = {
        "Properties file with basic.auth.user.info or bearer.auth.token, and for https",
        "schema.registry.ssl.truststore.location and the like."
      })
  private @Nullable Path registryConfig;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Settings of a registry client; without an address if none was given. */
  Map<String, Object> read() throws IOException {
    Map<String, Object> config = SettingsFile.resolved(registryConfig);
    if (registry != null) {
      config.put(RegistrySettings.URL, String.valueOf(withoutPassword(registry, spec)));
    }
    return config;
  }

  /** Everybody on the machine can read arguments. */
  static @Nullable String withoutPassword(@Nullable String url, CommandSpec spec) {
    if (url != null && url.matches("[^/]*//[^/]*@.*")) {
      throw new ParameterException(
          spec.commandLine(),
          "--registry takes no password, since everybody on this machine can read arguments: set"
              + " eigencam.registry.user and .password, or basic.auth.user.info in"
              + " --registry-config.");
    }
    return url;
  }

  /** The same, with the address that the environment names, or the usual one. */
  Map<String, Object> readOrUsual() throws IOException {
    Map<String, Object> config = read();
    config.putIfAbsent(
        RegistrySettings.URL,
        System.getenv().getOrDefault("EIGENCAM_REGISTRY_URL", "http://127.0.0.1:8081"));
    return config;
  }
}
