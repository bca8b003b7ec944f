package io.eigencam.infer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eigencam.model.NativeEnvironment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TFloat32;

class NativeObjectsTest {
  private static final int TENSORS = 10_000;

  /** What other tests left to the garbage collector may go meanwhile. */
  private static final int OTHERS = 1_000;

  @BeforeAll
  static void prepare() {
    NativeEnvironment.prepare();
  }

  @Test
  void shouldCountTensorsUntilTheyAreClosed() {
    // Given
    long before = NativeObjects.open();
    Stream<TFloat32> tensors = Stream.generate(() -> TFloat32.scalarOf(1)).limit(TENSORS);

    // When
    List<TFloat32> opened = tensors.toList();
    long during = NativeObjects.open();
    opened.forEach(TFloat32::close);
    long after = NativeObjects.open();

    // Then
    assertTrue(during - before > TENSORS - OTHERS, () -> before + ", then " + during);
    assertTrue(after - before < OTHERS, () -> before + ", then " + after);
  }
}
