/** The only place that reads a clock or starts a timer. */
@NullMarked
package io.dockmedic.collectors.base.time;

import org.jspecify.annotations.NullMarked;
