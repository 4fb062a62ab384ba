/** What running costs: time to ready, memory and processor time, beside a bare JVM and a polling shell loop. */
@NullMarked
package io.dockmedic.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
