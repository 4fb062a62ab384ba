/** What goes wrong with a process from within: its clock, its disk, its sudden end. */
@NullMarked
package io.dockmedic.testkit.fault;

import org.jspecify.annotations.NullMarked;
