package io.dockmedic.collectors.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What is wrong with how something is set up. */
public sealed interface AuditEvent extends Event {
    /**
     * What was found with a container's settings is not what it was.
     *
     * @param checks the ids of those that found something, sorted
     * @param worst  {@code critical}, {@code warning} or {@code info}; empty when nothing is found any more
     * @param count  findings of the container
     * @param onHost containers on the host, this one included, with a finding of {@code warning} or worse
     * @param instead what to write instead, {@code check: as Compose writes it}, for the worst first; of many findings the first
     *                twenty
     */
    record Found(Instant at, String host, Origin origin, Container container, List<String> checks, String worst,
            int count, int onHost, List<String> instead) implements AuditEvent {
        public static final String KIND = "audit.found";

        /** Journals from before it was told have none of what to write instead. */
        public Found {
            checks = List.copyOf(checks);
            instead = List.copyOf(Objects.requireNonNullElse(instead, List.of()));
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String subject() {
            return container.service().key();
        }

        @Override
        public String summary() {
            return count == 0
                    ? "nothing is wrong any more with how " + subject() + " is set up"
                    : subject() + " is set up in " + count + " ways that are worth a look, the worst " + worst + ": "
                            + String.join(", ", checks);
        }
    }
}
