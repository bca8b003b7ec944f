package io.eigencam.dashboard;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides for {@link NeedsChromium}. */
final class ChromiumCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Browser.executable().isPresent()) {
      return ConditionEvaluationResult.enabled("Chromium is there");
    }
    String reason =
        "skipped: no Chromium here; install your distribution's package or name it in CHROMIUM";
    System.out.println(context.getDisplayName() + " " + reason);
    return ConditionEvaluationResult.disabled(reason);
  }
}
