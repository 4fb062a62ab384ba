/** Whether files and folders of the engine's machine are there, and whose they are. */
@NullMarked
package io.dockmedic.collectors.host.files;

import org.jspecify.annotations.NullMarked;
