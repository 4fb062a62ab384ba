package io.dockmedic.api.cli;

import io.dockmedic.api.build.Build;
import io.dockmedic.rules.expression.Nearest;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code dockmedic} with its commands. */
@Command(name = "dockmedic", mixinStandardHelpOptions = true, versionProvider = CommandLineTool.Version.class, synopsisSubcommandLabel = "COMMAND", description = "Keeps Docker hosts healthy without Kubernetes.")
public final class CommandLineTool {
    private CommandLineTool() {}

    /** @param commands annotated with {@link Command}, in the order in which help lists them */
    public static CommandLine with(Object... commands) {
        CommandLine line = new CommandLine(new CommandLineTool());
        for (Object command : commands) {
            line.addSubcommand(command);
        }
        line.setExecutionExceptionHandler((failure, where, parsed) -> {
            where.getErr()
                    .println("dockmedic " + where.getCommandName() + ": "
                            + String.valueOf(failure.getMessage())
                                    .lines()
                                    .map(Shown::plain)
                                    .collect(Collectors.joining("\n")));
            return CommandLine.ExitCode.SOFTWARE;
        });
        IParameterExceptionHandler others = line.getParameterExceptionHandler();
        line.setParameterExceptionHandler((wrong, arguments) -> wrong.getCommandLine().getParent() == null
                && wrong instanceof UnmatchedArgumentException unmatched
                        ? unknown(line, unmatched.getUnmatched().getFirst())
                        : others.handleParseException(wrong, arguments));
        return line;
    }

    private static int unknown(CommandLine line, String word) {
        Set<String> commands = line.getSubcommands().keySet();
        line.getErr()
                .println(Shown.plain("dockmedic: there is no " + (word.startsWith("-") ? "option" : "command") + " '"
                        + word + "'"
                        + Nearest.find(word, commands).map(near -> "; did you mean '" + near + "'?").orElse("")));
        line.getErr().println("Commands: " + String.join(", ", commands) + ". dockmedic --help says what each does.");
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** From the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{"dockmedic " + Build.version()};
        }
    }
}
