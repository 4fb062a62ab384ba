package io.dockmedic.api.config;

import java.util.Locale;
import org.slf4j.event.Level;

/**
 * How and how much is logged, to standard error.
 *
 * @param format for people or for machines
 * @param level  the least severe that is written
 */
public record Logs(Format format, Level level) {
    /** How a line looks. */
    public enum Format {
        /** One line for a person: time, level, message, {@code key=value}. */
        TEXT,
        /** One JSON object a line. */
        JSON;

        /** As the file writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
