/** What the owner lets rules do by name, outside of the engine: commands on the machine, calls to elsewhere. */
@NullMarked
package io.dockmedic.remediation.action.allowed;

import org.jspecify.annotations.NullMarked;
