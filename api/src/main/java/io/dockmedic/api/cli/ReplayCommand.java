package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.api.config.ConfigFile;
import io.dockmedic.api.config.Numbers;
import io.dockmedic.api.config.Problem;
import io.dockmedic.api.config.RuleDirectory;
import io.dockmedic.api.config.RuleText;
import io.dockmedic.api.replay.Recorded;
import io.dockmedic.api.replay.ReplayJson;
import io.dockmedic.api.replay.ReplayText;
import io.dockmedic.collectors.base.journal.JournalException;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.remediation.action.Catalog;
import io.dockmedic.remediation.decide.HealMode;
import io.dockmedic.remediation.replay.Beside;
import io.dockmedic.remediation.replay.Recording;
import io.dockmedic.remediation.replay.RecordingReader;
import io.dockmedic.remediation.replay.Replay;
import io.dockmedic.remediation.replay.Replayed;
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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
    /** Of readings the first of each was recorded. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Pattern RULES = Pattern.compile("\\.ya?ml$");

    private final Kinds kinds;
    private final Catalog catalog;

    @Option(names = "--rules", paramLabel = "FILE", description = "Rule files and directories, beside the shipped rules.")
    private List<Path> rules = List.of();

    @Option(names = "--only", description = "Without the shipped rules; needs rules.")
    private boolean only;

    @Option(names = "--recorded", description = "What Dockmedic recorded here itself, in place of EVENTS, and beside it what was done then.")
    private boolean recorded;

    @Option(names = "--since", paramLabel = "AGE", converter = Age.class, description = "With --recorded: from so long before its last event on, 24h (default: all there is).")
    private @Nullable Duration since;

    @Option(names = "--heal", paramLabel = "MODE", converter = Mode.class, description = "Whose containers may be healed: labelled, all or none (default: labelled; with --recorded, as the configuration says).")
    private @Nullable HealMode heal;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Parameters(arity = "0..*", paramLabel = "EVENTS|RULES", description = "A file of JSON lines, or - for the standard input: events, or what docker events --format '{{json .}}' wrote. With --recorded: rule files and directories, as --rules names them.")
    private List<Path> named = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    public ReplayCommand(Kinds kinds, Catalog catalog) {
        this.kinds = kinds;
        this.catalog = catalog;
    }

    /** As the configuration writes it. */
    static final class Mode implements ITypeConverter<HealMode> {
        @Override
        public HealMode convert(String word) {
            for (HealMode mode : HealMode.values()) {
                if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return mode;
                }
            }
            throw new TypeConversionException("'" + word + "' is not labelled, all or none");
        }
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
        PrintWriter err = line.getErr();
        RuleLoader loader = new RuleLoader(kinds, catalog);
        List<RuleFile> files = files();
        return switch (only ? OwnRules.load(loader, files) : loader.load(files)) {
            case Loaded.Refused(List<RuleProblem> problems) -> {
                problems.forEach(err::println);
                yield 1;
            }
            case Loaded.Sound(RuleSet set) -> recorded
                    ? recorded(OwnRules.of(set, files), err)
                    : replay(OwnRules.of(set, files), named.getFirst(), err);
        };
    }

    private int recorded(List<Rule> chosen, PrintWriter err) {
        switch (config.readWithoutSecrets()) {
            case ConfigFile.Bad(List<Problem> problems) -> {
                problems.forEach(err::println);
                return 1;
            }
            case ConfigFile.Good(Config settings) -> {
                try (Recorded there = new Recorded(settings.journal(), kinds, since);
                        Progress progress = Progress.on(err)) {
                    if (there.isEmpty()) {
                        err.println("journal " + settings.journal() + ": nothing is recorded in it. What rules see is"
                                + " recorded some seconds later, not with record.age 0s, and not while the disk has less"
                                + " than 256 MiB left, which the log says");
                        return 1;
                    }
                    long all = there.size();
                    HealMode mode = heal == null ? HealMode.valueOf(settings.heal().name()) : heal;
                    Replayed replayed = new Replay(chosen, kinds, new Verdicts(catalog, mode))
                            .thinned(MINUTE, there.ran())
                            .run(there.events(), seen -> progress.done(seen, all, "events replayed"));
                    Beside beside = there.beside(replayed);
                    show(replayed, beside, there.remarks());
                    there.remarks().forEach(err::println);
                    return there.isWhole() ? 0 : 1;
                } catch (JournalException e) {
                    err.println(e.getMessage());
                    return 1;
                }
            }
        }
    }

    private int replay(List<Rule> chosen, Path recording, PrintWriter err) throws IOException {
        Recording read;
        try (Progress progress = Progress.on(err)) {
            read = read(recording, progress);
        } catch (NoSuchFileException e) {
            err.println(recording + ": does not exist");
            return 1;
        } catch (UncheckedIOException e) {
            err.println(recording + ": cannot be read: " + Objects.requireNonNull(e.getCause()).getMessage());
            return 1;
        }
        read.problems().forEach(problem -> err.println(recording + ": " + problem));
        show(run(chosen, read.events(), err), null, List.of());
        return read.problems().isEmpty() ? 0 : 1;
    }

    private void show(Replayed replayed, @Nullable Beside beside, List<String> remarks) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(json ? ReplayJson.of(replayed, beside, remarks) : ReplayText.of(replayed, beside));
        out.flush();
    }

    private Replayed run(List<Rule> chosen, List<Event> events, PrintWriter err) {
        try (Progress progress = Progress.on(err)) {
            return new Replay(chosen, kinds, new Verdicts(catalog, heal == null ? HealMode.LABELLED : heal)).run(
                    events,
                    seen -> progress.done(seen, events.size(), "events replayed"));
        }
    }

    private Recording read(Path recording, Progress progress) throws IOException {
        RecordingReader reader = new RecordingReader(kinds, "host");
        try (BufferedReader lines = recording.toString().equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(recording)) {
            AtomicLong read = new AtomicLong();
            return reader.read(lines.lines()
                    .peek(line -> progress.done(read.incrementAndGet(), 0, "lines read")));
        }
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
