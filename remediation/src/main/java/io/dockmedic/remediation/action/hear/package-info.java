/** What commands of ours write, kept as evidence. */
@NullMarked
package io.dockmedic.remediation.action.hear;

import org.jspecify.annotations.NullMarked;
