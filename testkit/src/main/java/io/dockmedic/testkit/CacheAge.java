package io.dockmedic.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long ago builds last used the build cache of an engine that is stopped: what BuildKit has noted of it in its own
 * file is changed in place. When the engine is started again, that is how old its cache is.
 */
public final class CacheAge {
    private static final Pattern STAMP = Pattern
            .compile("(?<=cache\\.(?:createdAt|lastUsedAt)\\{\"value\":)\\d{19}(?=[,}])");

    private CacheAge() {}

    /** All that there is was made, and used, so much earlier. */
    public static void older(Path dataRoot, Duration by) throws IOException {
        Path notes = dataRoot.resolve("buildkit/metadata_v2.db");
        Matcher stamps = STAMP.matcher(Files.readString(notes, StandardCharsets.ISO_8859_1));
        if (!stamps.find()) {
            throw new IllegalStateException("no build cache is noted in " + notes);
        }
        Files.writeString(notes, stamps.replaceAll(
                stamp -> Long.toString(Long.parseLong(stamp.group()) - by.toNanos())), StandardCharsets.ISO_8859_1);
    }
}
