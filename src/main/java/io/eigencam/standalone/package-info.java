/**
 * An embedded broker and schema registry for one machine; the only place that knows the Kafka
 * server.
 */
@NullMarked
package io.eigencam.standalone;

import org.jspecify.annotations.NullMarked;
