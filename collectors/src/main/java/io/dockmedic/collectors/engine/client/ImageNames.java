package io.dockmedic.collectors.engine.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What leads to an image now.
 *
 * @param tags       names with a tag; none when no name leads to it
 * @param lastTagged when this engine gave it a name for the last time; null when it does not know
 */
public record ImageNames(List<String> tags, @Nullable Instant lastTagged) {
    public ImageNames {
        tags = List.copyOf(tags);
    }
}
