package io.dockmedic.api.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What makes fish complete commands and options, which picocli does not know to write: lines of {@code complete(1)}. */
final class FishCompletion {
    private FishCompletion() {}

    static String of(CommandSpec root) {
        String program = "complete -c " + root.name();
        List<String> lines = new ArrayList<>();
        lines.add(program + " -f");
        root.optionsMap()
                .values()
                .stream()
                .distinct()
                .forEach(option -> lines.add(
                        program + " -n __fish_use_subcommand" + option(option)));
        root.subcommands().forEach((name, command) -> {
            if (command.getCommandSpec().usageMessage().hidden()) {
                return;
            }
            lines.add(program + " -n __fish_use_subcommand -a " + name + described(
                    command.getCommandSpec().usageMessage().description()));
            lines.addAll(of(program + " -n '__fish_seen_subcommand_from " + name + "'", command));
        });
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> of(String when, CommandLine command) {
        List<String> lines = new ArrayList<>();
        command.getCommandSpec().options().forEach(option -> lines.add(when + option(option)));
        command.getCommandSpec().positionalParameters().forEach(parameter -> {
            if (isFile(parameter)) {
                lines.add(when + " -F");
            } else if (!candidates(parameter).isEmpty()) {
                lines.add(when + " -a '" + candidates(parameter) + "'");
            }
        });
        return lines;
    }

    private static String option(OptionSpec option) {
        StringBuilder line = new StringBuilder();
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            String candidates = candidates(option);
            line.append(isFile(option) ? " -r -F" : candidates.isEmpty() ? " -x" : " -x -a '" + candidates + "'");
        }
        return line + described(option.description());
    }

    private static boolean isFile(ArgSpec argument) {
        return argument.typeInfo().getType() == Path.class
                || (argument.auxiliaryTypes().length > 0 && argument.auxiliaryTypes()[0] == Path.class);
    }

    private static String candidates(ArgSpec argument) {
        return argument.completionCandidates() == null
                ? ""
                : StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                        .collect(Collectors.joining(" "));
    }

    /** In single quotes fish takes all but two signs for what they are. */
    private static String described(String... description) {
        return description.length == 0
                ? ""
                : " -d '" + description[0].replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
