package io.eigencam.frame;

/** How many bits the network computes with. */
public enum Precision {
  /** 32 bit floating point everywhere: what the model was exported with. */
  FP32("fp32"),

  /**
   * Convolutions and products of matrices in bfloat16: faster where the processor has instructions
   * for it, at the price of small differences in scores and maps.
   */
  BF16("bf16");

  private final String label;

  Precision(String label) {
    this.label = label;
  }

  /** As messages and settings name it. */
  public String label() {
    return label;
  }
}
