/** What services use, as distributions by day that outlive a restart. */
@NullMarked
package io.dockmedic.collectors.advice.usage;

import org.jspecify.annotations.NullMarked;
