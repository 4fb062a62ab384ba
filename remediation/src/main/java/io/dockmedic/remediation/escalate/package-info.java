/** Calls people: webhooks, sent until they are taken. */
@NullMarked
package io.dockmedic.remediation.escalate;

import org.jspecify.annotations.NullMarked;
