package io.dockmedic.api.config;

import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.escalate.Audience;
import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.rules.file.Routes;
import java.util.List;

/** Reads what a receiver is for. */
final class Audiences {
    private final Problems problems;
    private final GroupNames groups;
    private final Texts texts;

    Audiences(Problems problems, GroupNames groups) {
        this.problems = problems;
        this.groups = groups;
        this.texts = new Texts(problems);
    }

    Audience read(Section section) {
        List<String> routes = texts.read(section, ReceiverSettings.ROUTES);
        section.node(ReceiverSettings.ROUTES.key())
                .ifPresent(node -> routes.stream()
                        .filter(route -> !Routes.ALL.contains(route))
                        .forEach(route -> problems.at(
                                node, ReceiverSettings.ROUTES.key() + ": there is no route " + route,
                                Nearest.find(route, Routes.ALL)
                                        .map(nearest -> "did you mean " + nearest + "?")
                                        .orElse("there are " + String.join(", ", Routes.ALL)))));
        return new Audience(routes,
                texts.read(section, ReceiverSettings.SERVICES).stream().map(ServicePattern::new).toList(),
                groups.named(section));
    }
}
