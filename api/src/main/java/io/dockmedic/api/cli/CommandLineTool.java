package io.dockmedic.api.cli;

import io.dockmedic.api.build.Build;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

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
        return line;
    }

    /** From the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{"dockmedic " + Build.version()};
        }
    }
}
