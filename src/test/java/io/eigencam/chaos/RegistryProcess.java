package io.eigencam.chaos;

import io.eigencam.standalone.DataFolder;
import io.eigencam.standalone.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Path;

/** A registry in a process of its own: {@code FOLDER PORT}. Ends with its parent at the latest. */
public final class RegistryProcess {
  private RegistryProcess() {}

  public static void main(String[] arguments) throws IOException {
    DataFolder data = DataFolder.open(Path.of(arguments[0]));
    EmbeddedRegistry registry =
        EmbeddedRegistry.start(data.folder("registry"), Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(registry::close));
    System.out.println("ready " + registry.url());
    System.in.read();
    System.exit(0);
  }
}
