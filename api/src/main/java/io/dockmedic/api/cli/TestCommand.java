package io.dockmedic.api.cli;

import io.dockmedic.api.config.RuleText;
import io.dockmedic.api.ruletest.TestFormat;
import io.dockmedic.api.ruletest.TestJson;
import io.dockmedic.api.ruletest.TestJunit;
import io.dockmedic.api.ruletest.TestText;
import io.dockmedic.remediation.action.Catalog;
import io.dockmedic.remediation.ruletest.RuleTestReader;
import io.dockmedic.remediation.ruletest.RuleTestReader.Read;
import io.dockmedic.remediation.ruletest.RuleTestRunner;
import io.dockmedic.remediation.ruletest.RuleTests;
import io.dockmedic.remediation.ruletest.ShippedTests;
import io.dockmedic.remediation.ruletest.TestReport;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.kind.Kinds;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockmedic test FILES…}: runs unit tests of rules, with the code that runs the rules live. */
@Command(name = "test", mixinStandardHelpOptions = true, description = "Run unit tests of rules.")
public final class TestCommand implements Callable<Integer> {
    private final Kinds kinds;
    private final Catalog catalog;

    @Option(names = "--shipped", description = "Run the tests of the shipped rules too.")
    private boolean shipped;

    @Parameters(arity = "0..*", paramLabel = "FILES", description = "Files with tests; each names its rule files.")
    private List<Path> paths = List.of();

    @ArgGroup
    private @Nullable Format format;

    @Spec
    private @Nullable CommandSpec spec;

    /** How to write what came of it; at most one. */
    static final class Format {
        @Option(names = "--junit", description = "Write JUnit's XML.")
        private boolean junit;

        @Option(names = "--json", description = "Write JSON.")
        private boolean json;
    }

    public TestCommand(Kinds kinds, Catalog catalog) {
        this.kinds = kinds;
        this.catalog = catalog;
    }

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        if (paths.isEmpty() && !shipped) {
            throw new ParameterException(command.commandLine(), "Missing required parameter: 'FILES'");
        }
        ShippedTests ours = new ShippedTests(kinds, catalog);
        List<TestReport> reports = new ArrayList<>();
        try (Progress progress = Progress.on(command.commandLine().getErr())) {
            if (shipped) {
                reports.addAll(ours.run(tested -> progress.done(tested, 0, "files of tests of the shipped rules")));
            }
            for (int one = 0; one < paths.size(); one++) {
                progress.done(one, paths.size(), "files: " + paths.get(one));
                reports.add(report(paths.get(one)));
            }
        }
        PrintWriter out = command.commandLine().getOut();
        out.print(chosen().of(reports));
        out.flush();
        return reports.stream().allMatch(TestReport::isFine) ? 0 : 1;
    }

    private TestFormat chosen() {
        if (format != null && format.junit) {
            return new TestJunit();
        }
        return format != null && format.json ? new TestJson() : new TestText();
    }

    private TestReport report(Path path) {
        RuleFile file = RuleText.read(path);
        if (!file.defect().isEmpty()) {
            return new TestReport(file.name(), List.of(file.name() + ": " + file.defect()), List.of());
        }
        RuleTestReader reader = new RuleTestReader(
                kinds, new RuleLoader(kinds, catalog), name -> RuleText.read(path.resolveSibling(name)));
        return switch (reader.read(file.name(), file.text())) {
            case Read.Refused(List<String> problems) -> new TestReport(file.name(), problems, List.of());
            case Read.Sound(RuleTests tests) ->
                new TestReport(file.name(), List.of(), new RuleTestRunner(kinds, catalog).run(tests));
        };
    }
}
