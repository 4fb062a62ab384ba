/** How a step's proof is written, one file for each kind. */
@NullMarked
package io.dockmedic.rules.proof;

import org.jspecify.annotations.NullMarked;
