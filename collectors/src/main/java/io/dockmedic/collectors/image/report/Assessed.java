package io.dockmedic.collectors.image.report;

import io.dockmedic.collectors.event.SeverityCounts;
import io.dockmedic.collectors.event.Vulnerability;
import java.time.Instant;
import java.util.List;

/**
 * What is known of an image in use.
 *
 * @param image    as a container names it
 * @param imageId  as the report has it; may be empty
 * @param by       how the report is known to be of it: {@code id}, {@code digest} or {@code name}
 * @param services the keys of those made of it, sorted
 * @param report   the name of the report's file
 * @param written  when the report was
 * @param counts   of all findings
 * @param fixable  of these, for which there is a version without them
 * @param added    of these, those that are new
 * @param worst    of those that are new the worst, a few
 */
public record Assessed(
        String image, String imageId, String by, List<String> services, String report, Instant written,
        SeverityCounts counts, int fixable, SeverityCounts added, List<Vulnerability> worst) {
    public Assessed {
        services = List.copyOf(services);
        worst = List.copyOf(worst);
    }

    /** Whether something is critical or high. */
    boolean isSerious() {
        return counts.critical() + counts.high() > 0;
    }
}
