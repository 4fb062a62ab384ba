package io.dockmedic.api.doctor.configuration;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.Heal;
import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.Settings;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the configuration is, whether it is sound, and whether it lets anything be done. */
public final class FileCheck implements Check {
    @Override
    public String name() {
        return "configuration";
    }

    @Override
    public Section section() {
        return Section.CONFIGURATION;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return Future.succeededFuture(of(facts.settings()));
    }

    static List<Finding> of(Settings settings) {
        if (!settings.silent().isEmpty()) {
            return List.of(Finding.unknown(settings.file() + ", or a file that it names, hangs: " + settings.silent()
                    + "; what follows is of the defaults")
                    .todo("is it on a network file system whose server is gone? findmnt --target " + settings.file()));
        }
        List<Finding> found = new ArrayList<>();
        if (!settings.problems().isEmpty()) {
            settings.problems()
                    .forEach(problem -> found.add(Finding.missing("refused, so `serve` does not start: " + problem)
                            .todo("correct it, then: dockmedic check " + settings.file())));
            return found;
        }
        found.add(Finding.ok(settings.there()
                ? settings.file() + " is sound"
                : "there is no " + settings.file() + ", which is no fault: every setting has its default"));
        settings.secrets()
                .forEach(problem -> found.add(Finding.loses("`serve` would not start with what is here: " + problem)
                        .todo("no matter where the service has it (EnvironmentFile= in its unit) and this shell has not")));
        found.addAll(intentions(settings.config()));
        return found;
    }

    private static List<Finding> intentions(Config config) {
        List<Finding> found = new ArrayList<>();
        found.add(config.heal() == Heal.NONE
                ? Finding.loses("heal: none: nothing is healed, whatever labels say", Feature.HEALING)
                        .todo("heal: labelled")
                : Finding.ok("heal: " + config.heal().name().toLowerCase(Locale.ROOT) + (config.heal() == Heal.ALL
                        ? ", every container but those whose labels refuse"
                        : ", containers whose labels consent")));
        if (config.dryRun()) {
            found.add(Finding.loses("dry_run: true: it decides and tells, and does nothing", Feature.HEALING)
                    .todo("dry_run: false"));
        }
        return found;
    }
}
