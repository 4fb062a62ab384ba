package io.dockmedic.collectors.image.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which image a report is of.
 *
 * @param artifact what the scanner was asked to look at: a name as a rule, else a file
 * @param imageId  of its configuration, {@code sha256:…}; may be empty
 * @param digests  {@code repository@sha256:…}
 * @param tags     {@code repository:tag}
 * @param created  when the scanner wrote it; null when it does not say
 */
record Header(
        String artifact, String imageId, List<String> digests, List<String> tags, @Nullable Instant created) {
    Header {
        digests = List.copyOf(digests);
        tags = List.copyOf(tags);
    }
}
