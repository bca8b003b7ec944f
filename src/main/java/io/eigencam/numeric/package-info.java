/** Dense kernels and the dominant components; the only place that knows ojAlgo. */
@NullMarked
package io.eigencam.numeric;

import org.jspecify.annotations.NullMarked;
