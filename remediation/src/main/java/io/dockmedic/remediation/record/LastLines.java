package io.dockmedic.remediation.record;

import java.time.Instant;
import java.util.List;

/**
 * What a container wrote before one of its ends.
 *
 * @param at        when it ended, by the engine's clock
 * @param container its name
 * @param lines     of that run, standard output and error together, oldest first, redacted; at most {@value #MOST}
 */
public record LastLines(Instant at, String container, List<String> lines) {
    /** As many as are kept. */
    public static final int MOST = 20;

    public LastLines {
        lines = List.copyOf(lines.subList(Math.max(0, lines.size() - MOST), lines.size()));
    }
}
