package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.Numbers;
import io.dockmedic.api.config.Problem;
import io.dockmedic.api.config.RuleDirectory;
import io.dockmedic.api.config.RuleText;
import io.dockmedic.api.replay.ReplayJson;
import io.dockmedic.api.replay.ReplayJunit;
import io.dockmedic.api.replay.ReplayReport;
import io.dockmedic.api.replay.ReplayText;
import io.dockmedic.remediation.action.Catalog;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.ruletest.Verdicts;
import io.dockmedic.rules.file.Loaded;
import io.dockmedic.rules.file.RuleFile;
import io.dockmedic.rules.file.RuleLoader;
import io.dockmedic.rules.file.RuleSet;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.pack.OwnRules;
import io.dockmedic.rules.pack.Pack;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.yaml.RuleProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code dockmedic replay EVENTS} and {@code dockmedic replay --recorded RULES…}: what rules would have done with recorded
 * events, and with those that Dockmedic recorded itself what was done then. Changes nothing.
 */
@Command(name = "replay", mixinStandardHelpOptions = true, description = "Run recorded events through rules, changing nothing.")
public final class ReplayCommand implements Callable<Integer> {
    private static final Pattern RULES = Pattern.compile("\\.ya?ml$");

    private final Kinds kinds;
    private final Catalog catalog;
    private final Function<PrintWriter, Progress> progress;

    @Option(names = "--rules", paramLabel = "FILE", description = "Rule files and directories, beside the shipped rules.")
    private List<Path> rules = List.of();

    @Option(names = "--only", description = "Without the shipped rules; needs rules.")
    private boolean only;

    @Option(names = "--recorded", description = "What Dockmedic recorded here itself, in place of EVENTS, and beside it what was done then.")
    private boolean recorded;

    @Option(names = "--since", paramLabel = "AGE", converter = Age.class, description = "With --recorded: from so long before its last event on, 24h (default: all there is).")
    private @Nullable Duration since;

    @Option(names = "--heal", paramLabel = "MODE", converter = HealModeWord.class, description = "Whose containers may be healed: labelled, all or none (default: labelled; with --recorded, as the configuration says).")
    private @Nullable HealMode heal;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--same", description = "With --recorded: something is wrong where it is not what fired then (with --only, of these rules), so that the exit is 1.")
    private boolean same;

    @ArgGroup
    private @Nullable Format format;

    @Parameters(arity = "0..*", paramLabel = "EVENTS|RULES", description = "A file of JSON lines, or - for the standard input: events, or what docker events --format '{{json .}}' wrote. With --recorded: rule files and directories, as --rules names them.")
    private List<Path> named = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    public ReplayCommand(Kinds kinds, Catalog catalog) {
        this(kinds, catalog, Progress::on);
    }

    /** @param progress says there how far it is */
    ReplayCommand(Kinds kinds, Catalog catalog, Function<PrintWriter, Progress> progress) {
        this.kinds = kinds;
        this.catalog = catalog;
        this.progress = progress;
    }

    /** How to write what came of it; at most one. */
    static final class Format {
        @Option(names = "--junit", description = "Write JUnit's XML: a case for each rule.")
        private boolean junit;

        @Option(names = "--json", description = "Write JSON.")
        private boolean json;
    }

    /** Prometheus' way. */
    static final class Age implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Numbers.duration(text)
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is not a duration such as 24h"));
        }
    }

    @Override
    public Integer call() throws IOException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        if (recorded) {
            rules = Stream.concat(rules.stream(), named.stream()).toList();
        } else if (since != null) {
            throw new ParameterException(line, "--since needs --recorded");
        } else if (same) {
            throw new ParameterException(line, "--same needs --recorded");
        } else if (named.size() != 1) {
            throw new ParameterException(line, "name one file of EVENTS, - for the standard input, or --recorded");
        } else if (RULES.matcher(named.getFirst().toString()).find()) {
            throw new ParameterException(line,
                    named.getFirst() + " holds rules, not events: name it with --rules beside"
                            + " a file of EVENTS, or with --recorded");
        }
        if (only && rules.isEmpty()) {
            throw new ParameterException(line, "--only needs " + (recorded ? "RULES" : "--rules"));
        }
        RuleLoader loader = new RuleLoader(kinds, catalog);
        List<RuleFile> files = files();
        return switch (only ? OwnRules.load(loader, files) : loader.load(files)) {
            case Loaded.Refused(List<RuleProblem> problems) ->
                refused(problems.stream().map(RuleProblem::toString).toList());
            case Loaded.Sound(RuleSet set) -> {
                List<Rule> chosen = OwnRules.of(set, files);
                yield switch (recorded ? recorded(chosen) : recording(chosen)) {
                    case ReplayEnd.Done(ReplayReport report) -> shown(chosen, report);
                    case ReplayEnd.Refused(List<String> problems) -> refused(problems);
                };
            }
        };
    }

    private ReplayEnd recorded(List<Rule> chosen) {
        return switch (config.readWithoutSecrets()) {
            case ConfigFile.Bad(List<Problem> problems) ->
                new ReplayEnd.Refused(problems.stream().map(Problem::toString).toList());
            case ConfigFile.Good(Config settings) -> new RecordedReplay(
                    kinds, verdicts(HealMode.valueOf(settings.heal().name())), settings.journal(), since, only, same,
                    this::says).of(chosen);
        };
    }

    private ReplayEnd recording(List<Rule> chosen) throws IOException {
        return new RecordingReplay(kinds, verdicts(HealMode.LABELLED), named.getFirst(), this::says).of(chosen);
    }

    private Verdicts verdicts(HealMode otherwise) {
        return new Verdicts(catalog, heal == null ? otherwise : heal);
    }

    private Progress says() {
        return progress.apply(Objects.requireNonNull(spec).commandLine().getErr());
    }

    private static List<String> names(List<Rule> rules) {
        return rules.stream().map(Rule::name).toList();
    }

    private int shown(List<Rule> chosen, ReplayReport report) {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        line.getOut().print(written(chosen, report));
        line.getOut().flush();
        report.problems().forEach(line.getErr()::println);
        report.remarks().forEach(line.getErr()::println);
        new TreeMap<>(report.differences())
                .forEach((alert, what) -> line.getErr().println("not the same as then: " + alert + ": " + what));
        return report.isFine() ? 0 : 1;
    }

    private String written(List<Rule> chosen, ReplayReport report) {
        if (format != null && format.junit) {
            return ReplayJunit.of(events(), names(chosen), report);
        }
        return format != null && format.json
                ? ReplayJson.of(report.replayed(), report.beside(), all(report))
                : ReplayText.of(report.replayed(), report.beside());
    }

    private static List<String> all(ReplayReport report) {
        return Stream.concat(report.problems().stream(), report.remarks().stream()).toList();
    }

    /** Says why nothing was replayed. */
    private int refused(List<String> problems) {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        problems.forEach(line.getErr()::println);
        if (format != null && format.junit) {
            line.getOut().print(ReplayJunit.refused(events(), problems));
            line.getOut().flush();
        }
        return 1;
    }

    private String events() {
        return recorded ? "recorded" : named.getFirst().toString();
    }

    private List<RuleFile> files() {
        List<RuleFile> files = new ArrayList<>(only ? List.of() : Pack.files());
        for (Path path : rules) {
            if (Files.isDirectory(path)) {
                new RuleDirectory(path).read().stream().filter(file -> !isShipped(file)).forEach(files::add);
            } else {
                files.add(RuleText.read(path));
            }
        }
        return files;
    }

    private static boolean isShipped(RuleFile file) {
        return Pack.files().contains(file);
    }
}
