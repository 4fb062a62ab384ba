package io.dockmedic.api.cli;

import io.dockmedic.remediation.action.host.HostCommand;
import io.dockmedic.remediation.action.host.HostCommandAction;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.remedy.Step;
import java.util.List;
import java.util.stream.Collectors;

/** What rules want run on this machine and the configuration has not: sound by itself, and done by nobody. */
final class UnknownCommands {
    private UnknownCommands() {}

    /** One line for each step of a rule that names a command that is not among {@code allowed}. */
    static List<String> in(RuleSet set, List<HostCommand> allowed) {
        String known = allowed.stream().map(HostCommand::name).collect(Collectors.joining(", "));
        return set.rules()
                .stream()
                .flatMap(rule -> rule.plan()
                        .steps()
                        .stream()
                        .filter(step -> step.action().equals(HostCommandAction.NAME))
                        .map(UnknownCommands::name)
                        .filter(name -> allowed.stream().noneMatch(one -> one.name().equals(name)))
                        .map(name -> rule.file() + ": '" + rule.name() + "' wants " + HostCommandAction.NAME + " "
                                + name
                                + ", which is not done: host_commands of the configuration has "
                                + (known.isEmpty() ? "none at all" : known)))
                .toList();
    }

    private static String name(Step step) {
        return step.parameters().getOrDefault(HostCommandAction.COMMAND, "");
    }
}
