package io.eigencam.benchmark;

import io.eigencam.frame.FrameRejected;
import io.eigencam.infer.BareModel;
import java.util.List;

/** The floor: the stock model's prediction alone, its input ready, its main output left unread. */
final class BareFrame implements Contender, AutoCloseable {
  private final BareModel model;
  private final List<BareModel.Input> inputs;

  /**
   * @param model closed with this, as the inputs are
   */
  BareFrame(BareModel model, List<BareModel.Input> inputs) {
    this.model = model;
    this.inputs = List.copyOf(inputs);
  }

  @Override
  public void run(int picture, StepCosts costs) throws FrameRejected {
    model.predict(inputs.get(picture));
  }

  @Override
  public void close() {
    inputs.forEach(BareModel.Input::close);
    model.close();
  }
}
