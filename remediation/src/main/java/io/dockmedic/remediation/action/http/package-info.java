/** The action {@code http}. */
@NullMarked
package io.dockmedic.remediation.action.http;

import org.jspecify.annotations.NullMarked;
