package io.dockmedic.collectors.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How it is with backups of what services keep. */
public sealed interface BackupEvent extends Event {
    /**
     * The good backups of one thing of one service were looked at; there is at least one, or was since our start.
     *
     * @param service        whose it is
     * @param container      its container; null while there is none
     * @param name           as its files are called
     * @param last           when the newest was made that counts
     * @param kept           how many there are that count
     * @param rule           the scheduled rule that is to make the next one first; empty when none is
     * @param ageMinutes     how old the newest is
     * @param overdueMinutes how long ago the next one should have been there, by that rule; 0 while there is time
     */
    record Sampled(Instant at, String host, Origin origin, String service, @Nullable Container container,
            String name, @WallClock Instant last, int kept, String rule, int ageMinutes,
            int overdueMinutes) implements BackupEvent {
        public static final String KIND = "backup.sample";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public boolean reading() {
            return true;
        }

        @Override
        public String subject() {
            return service;
        }

        @Override
        public @Nullable Container target() {
            return container;
        }

        @Override
        public String summary() {
            return "the last good backup of " + service + " called " + name + " is of " + last
                    + (overdueMinutes > 0
                            ? ", and by " + rule + " there should be a newer one since " + overdueMinutes + " min"
                            : "");
        }
    }
}
