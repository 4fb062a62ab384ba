package io.dockmedic.collectors.image.report;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A report in the folder.
 *
 * @param stamp   another one when it was written to or replaced
 * @param written when the report was, as far as can be known
 */
record ReportFile(Path path, String stamp, Header header, Instant written) {
    String name() {
        return path.getFileName().toString();
    }
}
