/** Asking a container whether it does what it is there for: who asks, in which way, and from where. */
@NullMarked
package io.dockmedic.remediation.verify.probe;

import org.jspecify.annotations.NullMarked;
