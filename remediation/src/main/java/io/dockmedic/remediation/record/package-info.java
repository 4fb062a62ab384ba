/** Remediation's tables in the journal: acts, decisions, ladders, deliveries. */
@NullMarked
package io.dockmedic.remediation.record;

import org.jspecify.annotations.NullMarked;
