/**
 * Faults put into recordings of fixed cameras: how soon an alarm rings, and how often for nothing.
 */
@NullMarked
package io.eigencam.driftbenchmark;

import org.jspecify.annotations.NullMarked;
