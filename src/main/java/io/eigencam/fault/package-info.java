/** Records that cannot be worked on: policy, dead letters, and sending those again. */
@NullMarked
package io.eigencam.fault;

import org.jspecify.annotations.NullMarked;
