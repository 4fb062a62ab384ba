/** Rule files: from YAML text to rules, or to every problem with its place. */
@NullMarked
package io.dockmedic.rules.file;

import org.jspecify.annotations.NullMarked;
