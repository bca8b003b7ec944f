package io.eigencam.chaos;

import io.eigencam.standalone.DataFolder;
import io.eigencam.standalone.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;

/** A broker in a process of its own: {@code FOLDER PORT}. Ends with its parent at the latest. */
public final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] arguments) throws IOException {
    DataFolder data = DataFolder.open(Path.of(arguments[0]));
    EmbeddedBroker broker =
        EmbeddedBroker.start(data.folder("kafka"), Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    System.out.println("ready " + broker.bootstrapServers());
    System.in.read();
    System.exit(0);
  }
}
