package io.dockmedic.api.doctor.configuration;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.Settings;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.vertx.core.Future;
import java.util.List;

/** Whether anybody is called. Calls nobody. */
public final class ReceiverCheck implements Check {
    private static final String EXAMPLE = "nas.example.net/dockmedic";

    @Override
    public String name() {
        return "receivers";
    }

    @Override
    public Section section() {
        return Section.CONFIGURATION;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return Future.succeededFuture(List.of(of(facts.settings())));
    }

    static Finding of(Settings settings) {
        if (settings.receivers().isEmpty()) {
            return Finding.unknown("what is wrong or not here, above, may be of a receiver").about("receivers");
        }
        int receivers = settings.receivers().get();
        if (receivers == 0) {
            return Finding.loses("nobody is called when healing is at its end: no receiver is set", Feature.CALLING)
                    .todo("in " + settings.file() + ":",
                            "escalation:",
                            "  receivers:",
                            "    - name: pager",
                            "      webhook: {url_env: PAGER_URL}");
        }
        String called = receivers + (receivers == 1 ? " receiver is" : " receivers are") + " called";
        return settings.config().page().isEmpty()
                ? Finding.loses(called + "; nothing says where people reach the page, so messages have no link to it")
                        .todo("in " + settings.file() + ":", "external_url: https://" + EXAMPLE)
                : Finding.ok(called);
    }
}
