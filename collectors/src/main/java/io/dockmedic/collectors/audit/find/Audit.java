package io.dockmedic.collectors.audit.find;

import io.dockmedic.collectors.audit.check.Check;
import io.dockmedic.collectors.audit.check.Checks;
import io.dockmedic.collectors.audit.check.Flaw;
import io.dockmedic.collectors.audit.setup.Setup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Looks at settings with every check there is. Pure. */
public final class Audit {
    private Audit() {}

    /**
     * What is wrong with one container, the worst first.
     *
     * @param all   the containers beside it, itself among them
     * @param where the place of a setting, {@code ports/80}
     */
    public static List<Finding> of(Setup setup, List<Setup> all, Function<String, Where> where) {
        List<Finding> found = new ArrayList<>();
        for (Check check : Checks.ALL) {
            for (Flaw flaw : check.look().at(setup, all)) {
                found.add(new Finding(check.id(), flaw.severity(), setup.service(), flaw.message(), flaw.instead(),
                        where.apply(flaw.setting())));
            }
        }
        found.sort(Comparator.comparing(Finding::severity).reversed());
        return List.copyOf(found);
    }
}
