package io.dockmedic.api.cli;

import io.dockmedic.api.config.RuleDirectory;
import io.dockmedic.api.config.RuleText;
import io.dockmedic.api.replay.ReplayJson;
import io.dockmedic.api.replay.ReplayText;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.remediation.action.Catalog;
import io.dockmedic.remediation.decide.HealMode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code dockmedic replay EVENTS}: what rules would have done with recorded events. Changes nothing. */
@Command(name = "replay", mixinStandardHelpOptions = true, description = "Run recorded events through rules, changing nothing.")
public final class ReplayCommand implements Callable<Integer> {
    private final Kinds kinds;
    private final Catalog catalog;

    @Option(names = "--rules", paramLabel = "FILE", description = "Rule files and directories, beside the shipped rules.")
    private List<Path> rules = List.of();

    @Option(names = "--only", description = "Without the shipped rules; needs --rules.")
    private boolean only;

    @Option(names = "--heal", defaultValue = "labelled", paramLabel = "MODE", converter = Mode.class, description = "Whose containers may be healed: labelled, all or none (default: ${DEFAULT-VALUE}).")
    private HealMode heal = HealMode.LABELLED;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Parameters(arity = "1", paramLabel = "EVENTS", description = "A file of JSON lines, or - for the standard input: events, or what docker events --format '{{json .}}' wrote.")
    private Path recording = Path.of("-");

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

    @Override
    public Integer call() throws IOException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        if (only && rules.isEmpty()) {
            throw new ParameterException(line, "--only needs --rules");
        }
        PrintWriter err = line.getErr();
        RuleLoader loader = new RuleLoader(kinds, catalog);
        List<RuleFile> files = files();
        return switch (only ? OwnRules.load(loader, files) : loader.load(files)) {
            case Loaded.Refused(List<RuleProblem> problems) -> {
                problems.forEach(err::println);
                yield 1;
            }
            case Loaded.Sound(RuleSet set) -> replay(OwnRules.of(set, files), err);
        };
    }

    private int replay(List<Rule> chosen, PrintWriter err) throws IOException {
        Recording recorded;
        try (Progress progress = Progress.on(err)) {
            recorded = read(progress);
        } catch (NoSuchFileException e) {
            err.println(recording + ": does not exist");
            return 1;
        } catch (UncheckedIOException e) {
            err.println(recording + ": cannot be read: " + Objects.requireNonNull(e.getCause()).getMessage());
            return 1;
        }
        recorded.problems().forEach(problem -> err.println(recording + ": " + problem));
        Replayed replayed = run(chosen, recorded.events(), err);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(json ? ReplayJson.of(replayed) : ReplayText.of(replayed));
        out.flush();
        return recorded.problems().isEmpty() ? 0 : 1;
    }

    private Replayed run(List<Rule> chosen, List<Event> events, PrintWriter err) {
        try (Progress progress = Progress.on(err)) {
            return new Replay(chosen, kinds, new Verdicts(catalog, heal)).run(events,
                    seen -> progress.done(seen, events.size(), "events replayed"));
        }
    }

    private Recording read(Progress progress) throws IOException {
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
