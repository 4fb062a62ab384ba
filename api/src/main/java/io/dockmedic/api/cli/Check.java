package io.dockmedic.api.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockmedic check FILES…}: says what is wrong in configuration and rule files, before they are used. */
@Command(name = "check", mixinStandardHelpOptions = true, description = "Check configuration and rule files.")
public final class Check implements Callable<Integer> {
    private final List<FileCheck> checks;

    @Parameters(arity = "1..*", paramLabel = "FILES", description = "dockmedic*.yml, which brings its rules directory; rule files; rules directories.")
    private List<Path> files = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    /** @param checks the first that is for a file checks it */
    public Check(List<FileCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    @Override
    public Integer call() {
        boolean wrong = false;
        for (Path file : files) {
            wrong |= !fine(file);
        }
        return wrong ? 1 : 0;
    }

    private boolean fine(Path file) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Optional<FileCheck> check = checks.stream().filter(candidate -> candidate.isFor(file)).findFirst();
        if (check.isEmpty()) {
            err.println(file + ": neither a dockmedic*.yml nor a rule file or directory");
            return false;
        }
        FileCheck.Findings findings = check.get().findings(file);
        List<String> problems = findings.problems();
        problems.forEach(err::println);
        findings.warnings().forEach(warning -> err.println("warning: " + warning));
        if (problems.isEmpty()) {
            out.println(file + ": fine");
        }
        return problems.isEmpty();
    }
}
