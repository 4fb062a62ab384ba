/** Keeps secrets out of evidence. */
@NullMarked
package io.dockmedic.collectors.base.redact;

import org.jspecify.annotations.NullMarked;
