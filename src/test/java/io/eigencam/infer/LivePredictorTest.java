package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.ZooModel;
import org.junit.jupiter.api.Test;

class LivePredictorTest {
  @Test
  void shouldCloseAModelThatCannotBeAsked() {
    // Given: what no real model does
    IllegalStateException scripted = new IllegalStateException("scripted");
    BrokenModel model = new BrokenModel(scripted);

    // When
    RuntimeException failure = assertThrows(RuntimeException.class, () -> LivePredictor.of(model));

    // Then
    assertSame(scripted, failure);
    assertTrue(model.closed, "its native memory is given back");
  }

  private static final class BrokenModel extends ZooModel<LivePredictor.Request, Object> {
    private final RuntimeException failure;
    private boolean closed;

    @SuppressWarnings("NullAway") // wraps nothing
    BrokenModel(RuntimeException failure) {
      super(null, null);
      this.failure = failure;
    }

    @Override
    public Predictor<LivePredictor.Request, Object> newPredictor() {
      throw failure;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
