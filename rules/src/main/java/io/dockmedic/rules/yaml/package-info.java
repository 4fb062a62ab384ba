/** YAML in which every value knows its place, and every problem is collected with its place. */
@NullMarked
package io.dockmedic.rules.yaml;

import org.jspecify.annotations.NullMarked;
