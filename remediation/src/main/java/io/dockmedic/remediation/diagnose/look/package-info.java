/** Parts of a diagnosis, each of its own: who is meant to see a mount's files, which names it needs, the host, the proxy. */
@NullMarked
package io.dockmedic.remediation.diagnose.look;

import org.jspecify.annotations.NullMarked;
