package io.eigencam.shared;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link NeedsShared}. */
final class SharedDataCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return findAnnotation(context.getElement(), NeedsShared.class)
        .map(
            needs -> {
              if (SharedData.present(needs.value())) {
                return ConditionEvaluationResult.enabled("shared/" + needs.value() + " is there");
              }
              String reason = "skipped: ../shared/" + needs.value() + " is not here";
              System.out.println(context.getDisplayName() + " " + reason);
              return ConditionEvaluationResult.disabled(reason);
            })
        .orElseGet(() -> ConditionEvaluationResult.enabled("no shared data needed"));
  }
}
