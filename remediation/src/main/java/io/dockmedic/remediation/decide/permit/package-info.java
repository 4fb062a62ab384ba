/** What the owner has switched on, or approved in advance. */
@NullMarked
package io.dockmedic.remediation.decide.permit;

import org.jspecify.annotations.NullMarked;
