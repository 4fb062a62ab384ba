package io.dockmedic.remediation.ruletest;

import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.file.Shape;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.pack.OwnRules;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.script.EventScript;
import io.dockmedic.rules.script.Scripted;
import io.dockmedic.rules.yaml.Document;
import io.dockmedic.rules.yaml.RuleProblem;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of tests: {@code rule_files}, {@code alerts}, {@code heal} and {@code tests}. They are about the rules of
 * {@code rule_files}, or without these about shipped ones, and of those about the ones named in {@code alerts}; where own
 * rules name shipped ones, {@code alerts} may too. For use by one thread.
 */
public final class RuleTestReader {
    /** What a file may say. */
    static final List<String> KEYS = List.of("rule_files", "alerts", "heal", "tests");

    /** What one test may say. */
    static final List<String> TEST_KEYS = List.of("name", "alerts", "events", "restarts", "until", "expect");

    private static final Duration LONG = Duration.ofDays(1);

    private static final Duration LONGEST = Duration.ofDays(30);

    private final Kinds kinds;
    private final RuleLoader loader;
    private final Function<String, RuleFile> files;
    private @Nullable Loaded pack;

    /** @param files reads a rule file by its name in the file of tests */
    public RuleTestReader(Kinds kinds, RuleLoader loader, Function<String, RuleFile> files) {
        this.kinds = kinds;
        this.loader = loader;
        this.files = files;
    }

    /** What a file of tests says, or what is wrong with it or with a rule file of it. */
    public sealed interface Read {
        /** It can be run. */
        record Sound(RuleTests tests) implements Read {}

        /** It cannot. */
        record Refused(List<String> problems) implements Read {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    public Read read(String name, String text) {
        Document document = new Document(name, text);
        Optional<YamlMap> root = document.root()
                .filter(node -> isOfTests(node, name))
                .flatMap(node -> node.map(KEYS));
        if (root.isEmpty()) {
            return new Read.Refused(document.problems().stream().map(RuleProblem::toString).toList());
        }
        List<RuleFile> own = root.get()
                .get("rule_files")
                .flatMap(YamlNode::list)
                .map(list -> list.stream().flatMap(item -> item.text().stream()).map(files).toList())
                .orElse(List.of());
        return switch (own.isEmpty() ? shipped() : OwnRules.load(loader, own)) {
            case Loaded.Refused(List<RuleProblem> problems) ->
                new Read.Refused(problems.stream().map(RuleProblem::toString).toList());
            case Loaded.Sound(RuleSet set) -> tests(document, root.get(), set.rules(), OwnRules.of(set, own));
        };
    }

    private static boolean isOfTests(YamlNode root, String name) {
        boolean rules = root.isList() || (Shape.ofRules(root.keyNames()) && !root.keyNames().contains("tests"));
        if (rules) {
            root.problem("this is a rule file, and dockmedic test takes a file of tests, which names it",
                    "write rule_files: [" + name.substring(name.lastIndexOf('/') + 1)
                            + "] and tests: in another file beside it; whether the rules are sound says: dockmedic check "
                            + name);
        }
        return !rules;
    }

    /** Compiled once: it takes a second. */
    private Loaded shipped() {
        if (pack == null) {
            pack = loader.load(Pack.files());
        }
        return pack;
    }

    private Read tests(Document document, YamlMap root, List<Rule> rules, List<Rule> own) {
        Set<String> names = rules.stream().map(Rule::name).collect(Collectors.toSet());
        Set<String> usual = root.get("alerts")
                .map(list -> ExpectedReader.alerts(list, names))
                .orElseGet(() -> own.stream().map(Rule::name).collect(Collectors.toSet()));
        HealMode heal = root.get("heal").flatMap(RuleTestReader::heal).orElse(HealMode.LABELLED);
        ExpectedReader expectations = new ExpectedReader(names);
        List<RuleTest> tests = new ArrayList<>();
        root.required("tests", "write tests:")
                .flatMap(YamlNode::list)
                .ifPresent(list -> list.forEach(item -> item.map(TEST_KEYS)
                        .ifPresent(map -> tests.add(test(item, map, usual, names, expectations)))));
        return document.problems().isEmpty()
                ? new Read.Sound(new RuleTests(rules, heal, tests))
                : new Read.Refused(document.problems().stream().map(RuleProblem::toString).toList());
    }

    private RuleTest test(YamlNode item, YamlMap map, Set<String> usual, Set<String> names,
            ExpectedReader expectations) {
        String name = map.required("name", "say what it shows").flatMap(YamlNode::text).orElse("");
        Set<String> alerts = map.get("alerts").map(list -> ExpectedReader.alerts(list, names)).orElse(usual);
        if (alerts.isEmpty()) {
            item.problem("it is about no rule", "write rule_files: or alerts:");
        }
        List<Scripted> events = map.required("events", "write events:")
                .map(new EventScript(kinds, RuleTestRunner.START)::read)
                .orElse(List.of());
        List<Expected> expected = map.required("expect", "write expect: [] when nothing is to be told")
                .flatMap(YamlNode::list)
                .map(list -> list.stream().flatMap(one -> expectations.read(one, alerts).stream()).toList())
                .orElse(List.of());
        List<Duration> restarts = map.get("restarts")
                .flatMap(YamlNode::list)
                .map(list -> list.stream().flatMap(time -> time(time).stream()).sorted().toList())
                .orElse(List.of());
        Duration until = map.get("until")
                .map(node -> time(node).orElse(Duration.ZERO))
                .or(() -> expected.stream().map(Expected::at).max(Duration::compareTo))
                .orElseGet(() -> longAfter(events));
        return new RuleTest(name, alerts, events, restarts, until, expected);
    }

    /** That nothing is told shows only once all has fallen due that might be. */
    private static Duration longAfter(List<Scripted> events) {
        return events.stream()
                .map(event -> Duration.between(RuleTestRunner.START, event.seen()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .plus(LONG);
    }

    private static Optional<HealMode> heal(YamlNode node) {
        return node.text().flatMap(word -> {
            Optional<HealMode> mode = Arrays.stream(HealMode.values())
                    .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst();
            if (mode.isEmpty()) {
                node.problem("'heal' is one of labelled, all, none", "");
            }
            return mode;
        });
    }

    private static Optional<Duration> time(YamlNode node) {
        return node.duration(Duration.ZERO, LONGEST);
    }
}
