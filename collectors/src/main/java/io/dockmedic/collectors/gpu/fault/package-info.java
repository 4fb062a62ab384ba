/** Faults of GPUs: what they mean, and one stream of those that several tell of. */
@NullMarked
package io.dockmedic.collectors.gpu.fault;

import org.jspecify.annotations.NullMarked;
