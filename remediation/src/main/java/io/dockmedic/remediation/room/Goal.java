package io.dockmedic.remediation.room;

import io.dockmedic.collectors.host.disk.Usage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of a file system is to be free. */
public sealed interface Goal {
    /** What holds where nothing is said: more than where the shipped rules let go. */
    Goal USUAL = new Share(20);

    /** Whether as much is free. */
    boolean reached(Usage usage);

    /** As a rule writes it: {@code 20%}, or a size. */
    String words();

    /** @param percent of what users can have, from 1 to 99 */
    record Share(int percent) implements Goal {
        private static final int ALL = 100;

        @Override
        public boolean reached(Usage usage) {
            return ALL - usage.usedPercent() >= percent;
        }

        @Override
        public String words() {
            return percent + "%";
        }
    }

    /** @param bytes that users can still write */
    record Size(long bytes) implements Goal {
        @Override
        public boolean reached(Usage usage) {
            return usage.available() >= bytes;
        }

        @Override
        public String words() {
            return Bytes.text(bytes);
        }
    }

    /** No more than there is: what is to go goes, however much room there is. */
    record Any() implements Goal {
        @Override
        public boolean reached(Usage usage) {
            return true;
        }

        @Override
        public String words() {
            return "any";
        }
    }

    /** {@code 20%} or {@code 50GiB}; empty when it is neither. */
    static Optional<Goal> parse(String text) {
        Matcher share = Pattern.compile("([1-9]\\d?)\\s?%").matcher(text.strip());
        return share.matches()
                ? Optional.of(new Share(Integer.parseInt(share.group(1))))
                : Bytes.parse(text).filter(bytes -> bytes > 0).map(Size::new);
    }

    /** How much is free, for a person. */
    static String words(Usage usage) {
        return Bytes.text(usage.available()) + " (" + (Share.ALL - usage.usedPercent()) + " %)";
    }
}
