package io.eigencam.command;

import io.eigencam.explain.BoxExplainer;
import io.eigencam.explain.ClassExplainer;
import io.eigencam.frame.BoxLocal;
import io.eigencam.frame.ClassExplanation;
import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import io.eigencam.infer.DetectorSettings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of {@code explain} that go into single classes and single detections. */
final class DetailOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = {
        "Also explain a class, by its name or number; may be given several times. Writes"
            + " NAME-class-CLASS.png: its score map (where the model claims it, not why) and for"
            + " every layer the features behind it; of a classifier what every position adds to"
            + " the class's logit."
      })
  private List<String> wanted = List.of();

  @Option(
      names = "--boxes",
      description =
          "Also explain every detection from the cells of its box alone, on the level that found"
              + " it, as NAME-boxes.png.")
  private boolean boxes;

  /** What must be read from the model for it. */
  DetectorSettings needed(DetectorSettings settings) {
    return wanted.isEmpty() && !boxes ? settings : settings.withClassScores();
  }

  /**
   * The classes asked for, each once.
   *
   * @param names of the model's classes in the order of their ids
   * @throws ParameterException if the model lacks one
   */
  List<NamedClass> classes(List<String> names) {
    try {
      return wanted.stream().map(name -> NamedClass.find(name, names)).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--class: " + e.getMessage(), e);
    }
  }

  /**
   * Explains what was asked for.
   *
   * @throws IllegalArgumentException if the model does not tell the scores of single classes
   */
  ExplainedDetails explain(Inference inference, Explanation explanation, List<NamedClass> classes)
      throws FrameRejected {
    if (!classes.isEmpty()
        && inference.classScores() == null
        && inference.classEvidence() == null) {
      throw new IllegalArgumentException(
          "--class: this export does not tell cell by cell what it knows of a class; an export of a"
              + " detector without nms and end2end does");
    }
    ClassExplainer explainer = new ClassExplainer();
    List<ClassExplanation> explained = new ArrayList<>();
    for (NamedClass one : classes) {
      explained.add(explainer.explain(inference, explanation, one.id(), one.name()));
    }
    List<BoxLocal> local = boxes ? new BoxExplainer().explain(inference) : List.of();
    return new ExplainedDetails(classes, explained, boxes, local);
  }
}
