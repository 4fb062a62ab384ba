package io.dockmedic.collectors.event;

import java.time.Instant;
import java.util.Locale;

/** How it is with the rules themselves. */
public sealed interface RulesEvent extends Event {
    /** What may run out. */
    enum Share {
        /** Room for one more key: who finds none is not watched. */
        KEYS,
        /** Room for evidence: of what was quiet for longest less is kept. */
        EVIDENCE;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** As rules write it. */
        public String word() {
            return word;
        }
    }

    /**
     * There was no room for more, or there was again for a while. Nobody publishes it: the rules stage makes it.
     *
     * @param of   of what
     * @param full whether there was none
     * @param says how much is used and by which rule most, for a person; empty when there is room
     */
    record Room(Instant at, String host, Origin origin, Share of, boolean full, String says) implements RulesEvent {
        public static final String KIND = "rules.room";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String subject() {
            return "rules";
        }

        @Override
        public String summary() {
            return full ? says : "the rules have room for " + of.word() + " again";
        }
    }
}
