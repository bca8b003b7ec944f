/** The schema-registry client and the Confluent wire format. */
@NullMarked
package io.eigencam.registry;

import org.jspecify.annotations.NullMarked;
