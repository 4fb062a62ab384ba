package io.dockmedic.api;

import io.dockmedic.remediation.Shipped;
import io.dockmedic.api.cli.Check;
import io.dockmedic.api.cli.CommandLineTool;
import io.dockmedic.api.cli.ConfigCheck;
import io.dockmedic.api.cli.IncidentsCommand;
import io.dockmedic.api.cli.RuleCheck;
import io.dockmedic.api.cli.Serve;
import io.dockmedic.api.config.Surroundings;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import java.util.List;
import picocli.CommandLine;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commands().execute(arguments));
    }

    static CommandLine commands() {
        RuleCheck rules = new RuleCheck(new RuleLoader(Kinds.standard(), Shipped.catalog()));
        return CommandLineTool.with(
                new Serve(Program::run),
                new Check(List.of(new ConfigCheck(Surroundings.ours(), rules), rules)),
                new IncidentsCommand());
    }
}
