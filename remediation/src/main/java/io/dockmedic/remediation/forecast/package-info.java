/** What would be done about a container, said before anything happened to it. */
@NullMarked
package io.dockmedic.remediation.forecast;

import org.jspecify.annotations.NullMarked;
