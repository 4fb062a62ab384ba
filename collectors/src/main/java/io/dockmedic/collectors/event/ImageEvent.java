package io.dockmedic.collectors.event;

import java.time.Instant;
import java.util.List;

/** What is known of an image that containers here are made of. */
public sealed interface ImageEvent extends Event {
    /**
     * What a scanner's report says of an image is not what it said. Of one that has no report any more, or no container,
     * all counts are 0.
     *
     * @param image    as its containers name it, {@code postgres:16}; the subject
     * @param imageId  as the report has it; may be empty
     * @param services the keys of those made of it, sorted, at most ten
     * @param counts   of all findings
     * @param fixable  of these, for which there is a version without them
     * @param added    of these, those that the report before, or that of the image its services had before, did not have
     * @param worst    of those added the worst, at most ten
     * @param onHost   images of containers on the host, this one included, with a finding that is critical or high
     */
    record Vulnerable(Instant at, String host, Origin origin, String image, String imageId, List<String> services,
            SeverityCounts counts, int fixable, SeverityCounts added, List<Vulnerability> worst,
            int onHost) implements ImageEvent {
        public static final String KIND = "image.vulnerable";

        public Vulnerable {
            services = List.copyOf(services);
            worst = List.copyOf(worst);
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String subject() {
            return image;
        }

        @Override
        public String summary() {
            return counts.total() == 0
                    ? "nothing is known against " + image + " any more"
                    : image + " has known vulnerabilities: " + counts.shown() + "; new: " + added.shown();
        }
    }
}
