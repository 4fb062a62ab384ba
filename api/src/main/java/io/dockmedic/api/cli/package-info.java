/** The command line: one small class per command; exit codes as promtool: 0 fine, 1 found something wrong, 2 usage. */
@NullMarked
package io.dockmedic.api.cli;

import org.jspecify.annotations.NullMarked;
