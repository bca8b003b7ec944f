package io.eigencam.model;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import io.eigencam.frame.Precision;
import java.util.Map;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RewriterConfig;

/**
 * Prepares TensorFlow before its native libraries load: no call to the outside, few threads, quiet
 * log. Call {@link #prepare} before the first use of DJL or TensorFlow; more calls do nothing more.
 *
 * <p>What the operator has set stays: system properties {@code ai.djl.*} and environment variables
 * win.
 */
public final class NativeEnvironment {
  /** System properties that DJL reads: threads within one operation, and between operations. */
  private static final String INTRA = "ai.djl.tensorflow.num_intraop_threads";

  private static final String INTER = "ai.djl.tensorflow.num_interop_threads";

  private NativeEnvironment() {}

  /** Sets what is not set yet. Throughput is best with one frame per thread: intra 1, inter -1. */
  public static void prepare() {
    defaults("ai.djl.offline", "true");
    defaults("OPT_OUT_TRACKING", "true");
    defaults(INTRA, "1");
    defaults(INTER, "-1");
    Environment.set(Map.of("TF_CPP_MIN_LOG_LEVEL", "3", "TF_ENABLE_ONEDNN_OPTS", "1"));
  }

  /**
   * The same threads for a session of TensorFlow's own API: the first session of a process sets the
   * size of its pool.
   */
  public static ConfigProto sessionConfig() {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(Integer.getInteger(INTRA, 1))
        .setInterOpParallelismThreads(Integer.getInteger(INTER, -1))
        .build();
  }

  /** The same, and convolutions in bfloat16 where that is wanted. */
  public static ConfigProto sessionConfig(Precision precision) {
    ConfigProto.Builder config = sessionConfig().toBuilder();
    if (precision == Precision.BF16) {
      config
          .getGraphOptionsBuilder()
          .getRewriteOptionsBuilder()
          .setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
    }
    return config.build();
  }

  private static void defaults(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * The process's own environment: {@code System.getenv} cannot write, TensorFlow reads it with
   * getenv(3).
   */
  private static final class Environment {
    interface C extends Library {
      int setenv(String name, String value, int overwrite);
    }

    static void set(Map<String, String> variables) {
      if (Platform.isWindows()) {
        return;
      }
      C c = Native.load("c", C.class);
      variables.forEach((name, value) -> c.setenv(name, value, 0));
    }
  }
}
