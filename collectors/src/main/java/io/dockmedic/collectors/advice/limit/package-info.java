/** Limits that fit what was measured. Pure. */
@NullMarked
package io.dockmedic.collectors.advice.limit;

import org.jspecify.annotations.NullMarked;
