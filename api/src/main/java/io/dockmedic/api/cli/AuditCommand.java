package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.collectors.audit.check.Severity;
import io.dockmedic.collectors.audit.compose.ComposeAudit;
import io.dockmedic.collectors.audit.find.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code dockmedic audit [FILES…]}: risky settings of what runs, or of Compose files before they run. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = "Find risky settings of the running containers, or of Compose files.")
public final class AuditCommand implements Callable<Integer> {
    private final ComposeAudit files;
    private final RunningAudit running;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--format", defaultValue = "text", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private AuditFormat format = AuditFormat.text;

    @Option(names = "--fail-on", defaultValue = "warning", paramLabel = "SEVERITY", converter = Word.class, description = "Exit with 1 from this on: info, warning or critical (default: ${DEFAULT-VALUE}).")
    private Severity failOn = Severity.WARNING;

    @Parameters(arity = "0..*", paramLabel = "FILES", description = "Compose files, each a project of its own; without any, the engine's running containers.")
    private List<Path> paths = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    public AuditCommand(ComposeAudit files, RunningAudit running) {
        this.files = files;
        this.running = running;
    }

    /** Severities as we write them. */
    static final class Word implements ITypeConverter<Severity> {
        @Override
        public Severity convert(String word) {
            for (Severity severity : Severity.values()) {
                if (severity.word().equals(word)) {
                    return severity;
                }
            }
            throw new TypeConversionException("'" + word + "' is not info, warning or critical");
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        List<Report> reports = new ArrayList<>();
        if (paths.isEmpty()) {
            switch (config.readWithoutSecrets()) {
                case ConfigFile.Good good -> reports.add(running(good.config(), err));
                case ConfigFile.Bad bad -> {
                    bad.problems().forEach(err::println);
                    return 1;
                }
            }
        }
        List<String> unreadable = new ArrayList<>();
        try (Progress progress = Progress.on(err)) {
            for (Path path : paths) {
                progress.done(reports.size() + unreadable.size(), paths.size(), "files: " + path);
                try {
                    reports.add(files.of(path));
                } catch (IOException e) {
                    unreadable.add(String.valueOf(e.getMessage()));
                }
            }
        }
        unreadable.forEach(err::println);
        boolean unread = !unreadable.isEmpty();
        PrintWriter out = spec.commandLine().getOut();
        out.print(format.format().of(reports, failOn));
        out.flush();
        return unread || reports.stream().anyMatch(report -> report.reaches(failOn)) ? 1 : 0;
    }

    private Report running(Config settings, PrintWriter err) throws IOException {
        try (Progress progress = Progress.on(err)) {
            return running.of(settings, progress);
        }
    }
}
