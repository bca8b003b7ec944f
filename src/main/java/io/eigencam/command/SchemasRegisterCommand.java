package io.eigencam.command;

import io.eigencam.registry.RegistryClient;
import io.eigencam.registry.RegistrySettings;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eigencam schemas register}: registers the schema of every message. */
@Command(
    name = "register",
    mixinStandardHelpOptions = true,
    description = {
      "Registers the schemas of all messages; what is registered already stays as it is.",
      "Needed only where programs may not register schemas themselves (auto.register.schemas=false)."
    })
final class SchemasRegisterCommand implements Callable<Integer> {
  @Mixin private RegistryOptions registry = new RegistryOptions();

  @Mixin private PrefixOption prefix = new PrefixOption();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    QuietLogging.apply();
    Map<String, Object> config = registry.read();
    if (!config.containsKey(RegistrySettings.URL)) {
      throw new ParameterException(spec.commandLine(), "Name the registry: --registry.");
    }
    RegistryClient client = new RegistryClient(RegistrySettings.from(config));
    Map<String, Integer> ids = MessageSchemas.register(client, prefix.topics());
    print(ids);
    return 0;
  }

  private void print(Map<String, Integer> ids) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonOutput.printLine(out, ids);
    } else {
      ids.forEach((subject, id) -> out.printf("%s has schema id %d%n", subject, id));
    }
    out.flush();
  }
}
