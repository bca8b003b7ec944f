package io.eigencam.infer;

import org.bytedeco.javacpp.Pointer;

/**
 * What this process holds open of TensorFlow's native library: tensors, sessions, graphs. Each
 * counts from its creation until it is closed, or, where nobody closed it, until the garbage
 * collector has found it. So when no frame is under way the number is that of the loaded model, and
 * as many tensors were closed as were opened.
 */
public final class NativeObjects {
  private NativeObjects() {}

  /** How many are open now. */
  public static long open() {
    return Pointer.totalCount();
  }
}
