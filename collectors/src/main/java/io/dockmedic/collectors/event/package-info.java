/** What happened: one sealed interface over families, one immutable record per kind. */
@NullMarked
package io.dockmedic.collectors.event;

import org.jspecify.annotations.NullMarked;
