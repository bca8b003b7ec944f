/**
 * The trace of a frame: from the {@code traceparent} that came with it through the steps to the
 * {@code traceparent} of its results. The only place that knows OpenTelemetry.
 */
@NullMarked
package io.eigencam.trace;

import org.jspecify.annotations.NullMarked;
