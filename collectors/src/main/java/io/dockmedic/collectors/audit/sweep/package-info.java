/** Audits what runs, while Dockmedic runs. */
@NullMarked
package io.dockmedic.collectors.audit.sweep;

import org.jspecify.annotations.NullMarked;
