package io.dockmedic.collectors.audit.check;

import io.dockmedic.collectors.audit.setup.Setup;
import java.util.List;

/** Its log grows until the disk is full. */
final class LogRotation {

    private static final String INSTEAD = "logging: {driver: json-file, options: {max-size: 10m, max-file: \"3\"}}";

    static final Check CHECK = Check.alone("log-rotation-missing", Severity.WARNING,
            "Its log is written to one file without end (`json-file` without `max-size`; `local` rotates by itself). In a"
                    + " file without `logging` it is `info`: the engine's configuration may set it.",
            "`" + INSTEAD + "`", LogRotation::look);

    private static List<Flaw> look(Setup setup) {
        if (setup.logs().maxSize()) {
            return List.of();
        }
        return switch (setup.logs().driver()) {
            case "json-file" -> List.of(
                    Flaw.warning("logging", "its log grows without end: json-file without max-size", INSTEAD));
            case "" -> List.of(Flaw.info("logging",
                    "no log rotation here: unless the engine's daemon.json sets one, its log grows without end",
                    INSTEAD));
            default -> List.of();
        };
    }

    private LogRotation() {}
}
