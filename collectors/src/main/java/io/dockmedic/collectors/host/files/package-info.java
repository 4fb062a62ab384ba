/** Whether files and folders of the engine's machine are there. */
@NullMarked
package io.dockmedic.collectors.host.files;

import org.jspecify.annotations.NullMarked;
