package io.dockmedic.api;

import io.dockmedic.remediation.Shipped;
import io.dockmedic.api.cli.AckCommand;
import io.dockmedic.api.cli.AdviseCommand;
import io.dockmedic.api.cli.ApprovalsCommand;
import io.dockmedic.api.cli.ApproveCommand;
import io.dockmedic.api.cli.AuditCommand;
import io.dockmedic.api.cli.Check;
import io.dockmedic.api.cli.CommandLineTool;
import io.dockmedic.api.cli.CompletionCommand;
import io.dockmedic.api.cli.ConfigCheck;
import io.dockmedic.api.cli.DiagnoseCommand;
import io.dockmedic.api.cli.DoctorCommand;
import io.dockmedic.api.cli.GpuCommand;
import io.dockmedic.api.cli.HealthCommand;
import io.dockmedic.api.cli.IncidentsCommand;
import io.dockmedic.api.cli.NoteCommand;
import io.dockmedic.api.cli.PauseCommand;
import io.dockmedic.api.cli.PlainServe;
import io.dockmedic.api.cli.RejectCommand;
import io.dockmedic.api.cli.ReplayCommand;
import io.dockmedic.api.cli.ResumeCommand;
import io.dockmedic.api.cli.RuleCheck;
import io.dockmedic.api.cli.RunningAudit;
import io.dockmedic.api.cli.Serve;
import io.dockmedic.api.cli.ShowCommand;
import io.dockmedic.api.cli.SilenceCommand;
import io.dockmedic.api.cli.TestCommand;
import io.dockmedic.api.cli.WatchCommand;
import io.dockmedic.api.config.Surroundings;
import io.dockmedic.api.doctor.fact.RuleLook;
import io.dockmedic.api.man.ManCommand;
import io.dockmedic.collectors.audit.compose.ComposeAudit;
import io.dockmedic.collectors.audit.compose.ComposePlugin;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;

/** The program. */
public final class Main {
    /** For Compose to resolve a file. */
    private static final Duration COMPOSE = Duration.ofSeconds(30);

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(PlainServe.of(arguments)
                .map(serve -> serve.run(Program::run))
                .orElseGet(() -> commands().execute(arguments)));
    }

    private static ComposeAudit compose() {
        return new ComposeAudit(new ComposePlugin(List.of("docker", "compose"), System.getenv(), COMPOSE),
                System.getenv());
    }

    private static RuleLoader loader() {
        return new RuleLoader(Kinds.standard(), Shipped.catalog());
    }

    private static RuleLook rules(Path directory) {
        return RuleLook.of(directory, loader());
    }

    static CommandLine commands() {
        RuleCheck rules = new RuleCheck(loader());
        return CommandLineTool.with(
                new Serve(Program::run),
                new Check(List.of(new ConfigCheck(Surroundings.ours(), rules), rules)),
                new TestCommand(Kinds.standard(), Shipped.catalog()),
                new ReplayCommand(Kinds.standard(), Shipped.catalog()),
                new HealthCommand(),
                new IncidentsCommand(),
                new ShowCommand(),
                new WatchCommand(),
                new AuditCommand(compose(), new RunningAudit()),
                new AdviseCommand(),
                new DiagnoseCommand(),
                new DoctorCommand(config -> Limits.of(config).policy(), Main::rules),
                new PauseCommand(),
                new ResumeCommand(),
                new SilenceCommand(),
                new GpuCommand(),
                new ApprovalsCommand(),
                new ApproveCommand(),
                new RejectCommand(),
                new AckCommand(),
                new NoteCommand(),
                new CompletionCommand(),
                new ManCommand());
    }
}
