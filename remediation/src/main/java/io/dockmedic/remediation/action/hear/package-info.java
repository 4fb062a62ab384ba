/** Commands of ours: that they are shown to who approves them, and what they write, kept as evidence. */
@NullMarked
package io.dockmedic.remediation.action.hear;

import org.jspecify.annotations.NullMarked;
