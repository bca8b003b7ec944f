package io.eigencam.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Name and version as the build wrote them into the program. */
final class BuildVersion implements IVersionProvider {
  private static final String FILE = "/io/eigencam/command/version.properties";

  @Override
  public String[] getVersion() throws IOException {
    Properties build = new Properties();
    try (InputStream file = BuildVersion.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IOException(FILE + " is missing in the program");
      }
      build.load(file);
    }
    return new String[] {build.getProperty("name") + " " + build.getProperty("version")};
  }
}
