package io.dockmedic.remediation.ruletest;

import io.dockmedic.remediation.action.Catalog;
import io.dockmedic.remediation.ruletest.RuleTestReader.Read;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The tests of the shipped rules: each rule has a file of them. */
public final class ShippedTests {
    private final Kinds kinds;
    private final Catalog catalog;

    public ShippedTests(Kinds kinds, Catalog catalog) {
        this.kinds = kinds;
        this.catalog = catalog;
    }

    /** One report for each rule, in their order. */
    public List<TestReport> run() {
        return run(tested -> {});
    }

    /** @param told before each, how many are done */
    public List<TestReport> run(IntConsumer told) {
        RuleLoader loader = new RuleLoader(kinds, catalog);
        RuleTestReader reader = new RuleTestReader(
                kinds, loader, name -> RuleFile.unreadable(name, "no other file is there"));
        return switch (loader.load(Pack.files())) {
            case Loaded.Sound(RuleSet pack) ->
                run(pack, reader, told);
            case Loaded.Refused refused -> throw new IllegalStateException(
                    "the shipped rules are broken: " + refused.problems());
        };
    }

    private List<TestReport> run(RuleSet pack, RuleTestReader reader, IntConsumer told) {
        List<TestReport> reports = new ArrayList<>();
        for (Rule rule : pack.rules()) {
            told.accept(reports.size());
            reports.add(run(rule.name(), reader));
        }
        return reports;
    }

    private TestReport run(String alert, RuleTestReader reader) {
        RuleFile file = Pack.tests(alert);
        return switch (reader.read(file.name(), file.text())) {
            case Read.Refused(List<String> problems) -> new TestReport(file.name(), problems, List.of());
            case Read.Sound(RuleTests tests) ->
                new TestReport(file.name(), List.of(), new RuleTestRunner(kinds, catalog).run(tests));
        };
    }
}
