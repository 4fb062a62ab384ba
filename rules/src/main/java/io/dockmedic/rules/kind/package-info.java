/** What rules may name in {@code on}, and which fields each kind of event shows them. */
@NullMarked
package io.dockmedic.rules.kind;

import org.jspecify.annotations.NullMarked;
