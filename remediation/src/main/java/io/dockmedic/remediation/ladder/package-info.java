/** One remedy per incident: its states, what moves it from one to the next, and who carries that out. */
@NullMarked
package io.dockmedic.remediation.ladder;

import org.jspecify.annotations.NullMarked;
