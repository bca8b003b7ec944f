package io.eigencam.pipeline;

import io.eigencam.frame.Explanation;
import io.eigencam.frame.FrameRejected;
import io.eigencam.frame.Inference;
import org.jboss.logging.Logger;

/** Explains what it can: a defect here costs the frame its maps, not its detections. */
final class ExplainStep implements Step<Inference, Explained> {
  private static final Logger LOG = Logger.getLogger(ExplainStep.class);

  private final Step<Inference, Explanation> explainer;

  ExplainStep(Step<Inference, Explanation> explainer) {
    this.explainer = explainer;
  }

  @Override
  public Explained work(Inference inference) throws FrameRejected {
    try {
      return new Explained(inference, explainer.work(inference));
    } catch (RuntimeException defect) {
      LOG.error("A defect of this program: the frame goes on without maps", defect);
      return new Explained(inference, null);
    }
  }
}
