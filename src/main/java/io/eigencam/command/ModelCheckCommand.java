package io.eigencam.command;

import io.eigencam.check.CheckPicture;
import io.eigencam.check.CheckResult;
import io.eigencam.check.CheckSettings;
import io.eigencam.check.SelfCheck;
import io.eigencam.check.report.CheckReport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eigencam model check DIR --images PATH...}: which layers can be trusted. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Finds out which layers of a model can be trusted on your pictures, and which one to look at.",
      "Asks every layer's map: does it change when the filters are random, does it leave what is"
          + " greyed out, does it stand still under noise, has it to do with what the model finds?",
      "Writes check.html (a page with pictures) and check.json (all figures)."
    },
    footer = {
      "",
      "  eigencam model check my_saved_model --images video.mp4 pictures/",
      "",
      "Takes some 12 runs of the model for every picture."
    })
final class ModelCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of a SavedModel, as 'yolo export' writes.")
  private Path folder;

  @Option(
      names = "--images",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description = "Folders of pictures, pictures, videos, or microscope:SEED.")
  private List<String> sources = List.of();

  @Option(
      names = "--count",
      paramLabel = "N",
      description =
          "How many pictures to look at, evenly spread over all paths (default: ${DEFAULT-VALUE}).")
  private int count = 24;

  @Option(
      names = "--layers",
      paramLabel = "LAYER",
      split = ",",
      description =
          "Layers to check, by commas; any tensor with a picture's grid can be named (default: all"
              + " that 'model inspect' lists).")
  private List<String> layers = List.of();

  @Mixin private OutputFolder out = new OutputFolder();

  @Option(names = "--cache", paramLabel = "DIR", description = ModelOption.CACHE)
  private @Nullable Path cache;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    // Before any class of AWT is touched: a server has no display.
    System.setProperty("java.awt.headless", "true");
    QuietLogging.apply();
    if (count < 1) {
      throw new ParameterException(spec.commandLine(), "--count must be at least 1, not " + count);
    }
    Path written = out.ready();
    SelfCheck check =
        new SelfCheck(
            folder, ModelOption.cacheFolder(cache), CheckSettings.DEFAULT.withLayers(layers));
    PrintWriter err = spec.commandLine().getErr();
    List<CheckPicture> pictures =
        new CheckPictures(remark -> err.println("eigencam: " + remark))
            .read(sources, count, check.inputSide());
    CheckResult result = run(check, pictures, err);
    Path page = written.resolve("check.html");
    Files.writeString(page, new CheckReport(result).html());
    JsonOutput.write(written.resolve("check.json"), CheckText.json(result));
    PrintWriter terminal = spec.commandLine().getOut();
    if (json) {
      JsonOutput.print(terminal, CheckText.json(result));
    } else {
      CheckText.print(result, terminal);
      terminal.printf("%nThe figures and pictures of every layer: %s%n", page);
      terminal.flush();
    }
    return 0;
  }

  private static CheckResult run(SelfCheck check, List<CheckPicture> pictures, PrintWriter err)
      throws Exception {
    ProgressLine progress =
        new ProgressLine(err, "steps", OptionalLong.of(check.steps(pictures.size())));
    try {
      return check.run(pictures, progress::update);
    } finally {
      progress.done();
    }
  }
}
