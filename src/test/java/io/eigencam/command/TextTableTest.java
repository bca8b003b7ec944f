package io.eigencam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Names of cameras come from outside. */
class TextTableTest {
  private static final String HOSTILE = "a\u001b[31mb\u202ec\u2028d\ne\u0085\u200bf\ud800";

  @Test
  void shouldObeyNoNameOnATerminal() {
    StringWriter out = new StringWriter();
    TextTable table = new TextTable("camera", "frames");
    table.row(HOSTILE, 1);

    table.print(new PrintWriter(out));

    assertEquals("a?[31mb?c?d?e??f?", out.toString().lines().toList().get(1).split(" ")[0]);
  }

  @Test
  void shouldLeaveOtherScriptsAlone() {
    assertEquals("Straße-北京-\ud83d\udcf7", TextTable.printable("Straße-北京-\ud83d\udcf7"));
  }

  @Test
  void shouldObeyNoNameInAnError() {
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine().setErr(new PrintWriter(err));

    ErrorLine.print(new IllegalStateException("camera " + HOSTILE), commandLine);

    assertEquals("eigencam: camera a?[31mb?c d e ?f?", err.toString().strip());
  }
}
