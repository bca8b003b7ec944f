package io.eigencam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.sun.jna.Library;
import com.sun.jna.Native;
import org.junit.jupiter.api.Test;

class NativeEnvironmentTest {
  interface C extends Library {
    String getenv(String name);
  }

  @Test
  void shouldKeepTensorFlowQuietAndAtHome() {
    NativeEnvironment.prepare();

    C c = Native.load("c", C.class);
    assertNotNull(c.getenv("TF_CPP_MIN_LOG_LEVEL"));
    assertNotNull(c.getenv("TF_ENABLE_ONEDNN_OPTS"));
    assertEquals("true", System.getProperty("ai.djl.offline"));
  }

  @Test
  void shouldLeaveWhatTheOperatorSet() {
    String threads = "ai.djl.tensorflow.num_intraop_threads";
    String before = System.getProperty(threads);
    System.setProperty(threads, "3");
    try {
      NativeEnvironment.prepare();

      assertEquals("3", System.getProperty(threads));
      assertEquals(3, NativeEnvironment.sessionConfig().getIntraOpParallelismThreads());
    } finally {
      if (before == null) {
        System.clearProperty(threads);
      } else {
        System.setProperty(threads, before);
      }
    }
  }
}
