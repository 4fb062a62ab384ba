/** One remedy per incident: its states and what moves it from one to the next. Pure. */
@NullMarked
package io.dockmedic.remediation.ladder;

import org.jspecify.annotations.NullMarked;
