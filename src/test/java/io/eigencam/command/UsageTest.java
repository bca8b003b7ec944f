package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a command line that makes no sense gets. */
@Timeout(60)
class UsageTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "demo --port 65536, --port",
    "demo --port -1, --port",
    "demo --port http, --port",
    "demo --kafka-port 70000, --kafka-port",
    "demo --registry-port 70000, --registry-port",
    "demo --threads 0, --threads",
    "run --port 65536, --port",
    "run --prefix a*b, --prefix",
    "run --threads 0, --threads",
    "publish '' --camera a, microscope:SEED",
    "publish microscope:1 --camera a --prefix a*b, --prefix",
    "topics create --prefix a*b, --prefix",
    "audit --from yesterday, -10m",
    "audit --from -10m --to -1h, --from",
    "audit --max-findings -1, --max-findings",
    "dlq, dlq list",
    "dlq list --letters -1, --letters",
    "dlq show, PLACE",
    "dlq show here, PARTITION:OFFSET",
    "dlq show 0:5-9, one place",
    "dlq retry, --all",
    "dlq retry --all --reason EMPTY, --all",
    "dlq retry --at 0:9-5, after",
    "schemas register --registry http://127.0.0.1:1 --prefix a*b, --prefix"
  })
  void shouldRefuseWhatCannotBe(String typed, String named) {
    String[] arguments = typed.replace("''", "\0").split(" ");
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = arguments[i].equals("\0") ? "" : arguments[i];
    }

    assertEquals(2, run(arguments), err::toString);

    assertTrue(err.toString().lines().findFirst().orElse("").contains(named), err.toString());
  }

  @Test
  void shouldTellTheVersionOfTheBuild() throws Exception {
    String version =
        XPathFactory.newInstance()
            .newXPath()
            .evaluate(
                "/project/version",
                DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Path.of("pom.xml").toFile()));

    assertEquals(0, run("--version"), err::toString);

    assertEquals("eigencam-streams " + version, out.toString().strip());
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
