/** What is read of a GPU, whoever made it. */
@NullMarked
package io.dockmedic.collectors.gpu.reading;

import org.jspecify.annotations.NullMarked;
