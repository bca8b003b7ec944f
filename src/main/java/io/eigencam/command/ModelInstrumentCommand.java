package io.eigencam.command;

import io.eigencam.model.FeatureTensor;
import io.eigencam.model.InstrumentedModel;
import io.eigencam.model.StockModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code eigencam model instrument DIR OUT}: the same model with its layers as outputs. */
@Command(
    name = "instrument",
    mixinStandardHelpOptions = true,
    description = "Writes a copy of a model whose layers are outputs, for any TensorFlow.")
final class ModelInstrumentCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "Folder of a SavedModel, as 'yolo export' writes.")
  private Path folder;

  @Parameters(index = "1", paramLabel = "OUT", description = "Folder to write; must not exist yet.")
  private Path target;

  @Override
  public Integer call() throws Exception {
    QuietLogging.apply();
    StockModel model = StockModel.open(folder);
    InstrumentedModel.write(model, target);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: stock outputs %s, and as further outputs the layers %s%n",
        target,
        String.join(", ", model.flat().outputs().keySet()),
        model.features().all().stream().map(FeatureTensor::name).collect(Collectors.joining(", ")));
    out.flush();
    return 0;
  }
}
