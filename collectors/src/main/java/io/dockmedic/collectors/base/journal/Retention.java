package io.dockmedic.collectors.base.journal;

import java.time.Duration;

/**
 * How much the journal keeps: rows older than {@code age} go, and while its live pages take more than {@code bytes},
 * so do the oldest rows of every retained table that takes more than its share, which is half of {@code bytes} divided among
 * them. What a table says must stay stays, whatever the age and the size, and nothing within another's share goes for it.
 */
public record Retention(Duration age, long bytes) {
    /** 30 days, 256 MiB. */
    public static final Retention DEFAULT = new Retention(Duration.ofDays(30), 256L << 20);
}
