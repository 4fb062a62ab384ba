package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.NamedCall;
import io.dockmedic.remediation.action.host.HostCommand;
import io.dockmedic.remediation.action.host.HostCommandAction;
import io.dockmedic.remediation.action.http.HttpAction;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.remedy.Step;
import java.util.List;
import java.util.stream.Stream;

/** What rules want done by a name that the configuration has not: sound by itself, and done by nobody. */
final class UnknownNames {
    /**
     * A list of what rules may have done.
     *
     * @param action    that does it
     * @param parameter of it, which names one
     * @param setting   where the configuration has the list
     */
    private record Allowed(String action, String parameter, String setting, List<String> names) {
        Stream<String> lacks(RuleSet set) {
            return set.rules()
                    .stream()
                    .flatMap(rule -> rule.plan()
                            .steps()
                            .stream()
                            .filter(step -> step.action().equals(action))
                            .map(this::name)
                            .filter(name -> !names.contains(name))
                            .map(name -> rule.file() + ": '" + rule.name() + "' wants " + action + " " + name
                                    + ", which is not done: " + setting + " of the configuration has "
                                    + (names.isEmpty() ? "none at all" : String.join(", ", names))));
        }

        private String name(Step step) {
            return step.parameters().getOrDefault(parameter, "");
        }
    }

    private UnknownNames() {}

    /** One line for each step of a rule that names what is in no list. */
    static List<String> in(RuleSet set, Config config) {
        return Stream.of(
                new Allowed(HostCommandAction.NAME, HostCommandAction.COMMAND, "host_commands",
                        config.commands().stream().map(HostCommand::name).toList()),
                new Allowed(HttpAction.NAME, HttpAction.CALL, "http_calls",
                        config.httpCalls().stream().map(NamedCall::name).toList()))
                .flatMap(allowed -> allowed.lacks(set))
                .toList();
    }
}
