package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockmedic check FILES…}: says what is wrong in configuration and rule files, before they are used. */
@Command(name = "check", mixinStandardHelpOptions = true, description = "Check configuration and rule files.")
public final class Check implements Callable<Integer> {
    private final List<FileCheck> checks;

    @Parameters(arity = "1..*", paramLabel = "FILES", description = "Configurations, dockmedic*.yml or with settings in them, which bring their rules directory; rule files; rules directories.")
    private List<Path> files = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    /** @param checks the first that is for a file checks it */
    public Check(List<FileCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    @Option(names = "--json", description = "As JSON: of each file whether it is fine, its problems and warnings.")
    private boolean json;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        boolean wrong = false;
        JsonArray all = new JsonArray();
        for (Path file : files) {
            FileCheck.Findings findings = findings(file);
            wrong |= !findings.problems().isEmpty();
            if (json) {
                all.add(new JsonObject().put("file", file.toString())
                        .put("fine", findings.problems().isEmpty())
                        .put("problems", new JsonArray(findings.problems()))
                        .put("warnings", new JsonArray(findings.warnings()))
                        .put("notes", new JsonArray(findings.notes())));
            } else {
                say(file, findings, out, err);
            }
        }
        if (json) {
            out.println(new JsonObject().put("files", all).encodePrettily());
        }
        out.flush();
        return wrong ? 1 : 0;
    }

    private FileCheck.Findings findings(Path file) {
        return checks.stream()
                .filter(candidate -> candidate.isFor(file))
                .findFirst()
                .map(check -> check.findings(file))
                .orElseGet(() -> new FileCheck.Findings(
                        List.of(file + ": neither a dockmedic*.yml nor a rule file or directory"), List.of()));
    }

    private static void say(Path file, FileCheck.Findings findings, PrintWriter out, PrintWriter err) {
        findings.problems().forEach(err::println);
        findings.warnings().forEach(warning -> err.println("warning: " + warning));
        if (findings.problems().isEmpty()) {
            out.println(file + ": fine");
            findings.notes().forEach(note -> out.println("  " + note));
        }
    }
}
