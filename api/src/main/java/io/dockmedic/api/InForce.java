package io.dockmedic.api;

import io.dockmedic.api.build.Build;
import io.dockmedic.api.config.Config;
import java.nio.file.Files;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log at the start what is in force. */
final class InForce {
    private static final Logger LOG = LoggerFactory.getLogger(InForce.class);

    private InForce() {}

    static void log(Config config) {
        LOG.atInfo()
                .addKeyValue("version", Build.version())
                .addKeyValue("config", Files.exists(config.file()) ? config.file() : "defaults")
                .addKeyValue("data", config.dataDirectory())
                .addKeyValue("rules", config.rulesDirectory())
                .addKeyValue("heal", config.heal().name().toLowerCase(Locale.ROOT))
                .addKeyValue("dry_run", config.dryRun())
                .addKeyValue("receivers", config.receivers().size())
                .log("Starting");
    }
}
