/** What a vulnerability scanner reports of the images in use. */
@NullMarked
package io.dockmedic.collectors.image.report;

import org.jspecify.annotations.NullMarked;
