package io.dockmedic.api.config;

import io.dockmedic.collectors.base.yaml.Escapes;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.decide.storm.StormLimits;
import io.dockmedic.rules.state.recorded.RecordLimits;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads {@code dockmedic.yml}. A file with anything wrong in it is refused whole. */
public final class ConfigFile {
    /** Where the file is looked for when nobody names one. */
    public static final Path USUAL = Path.of("/etc/dockmedic/dockmedic.yml");

    /** What came of reading. */
    public sealed interface Outcome {}

    /** Nothing wrong. */
    public record Good(Config config) implements Outcome {}

    /**
     * Refused.
     *
     * @param problems one or more, in the order of the file
     */
    public record Bad(List<Problem> problems) implements Outcome {}

    private final Surroundings surroundings;
    private final boolean secrets;

    public ConfigFile(Surroundings surroundings) {
        this(surroundings, true);
    }

    private ConfigFile(Surroundings surroundings, boolean secrets) {
        this.surroundings = surroundings;
        this.secrets = secrets;
    }

    /**
     * The same for who does not call the receivers, and may not be let at their secrets: it looks up no variable and
     * opens no file for them, and its configuration has only the receivers whose address stands in the file itself. Of
     * calls over HTTP with something elsewhere it has only the names.
     */
    public ConfigFile withoutSecrets() {
        return new ConfigFile(surroundings, false);
    }

    /** The first of these keys of a file that is a setting, or the beginning of one: by it the file is a configuration. */
    public static Optional<String> setting(Collection<String> keys) {
        Set<String> known = Stream
                .concat(Settings.ALL.stream().map(Setting::key), Items.ALL.stream().map(Items::key))
                .map(key -> key.replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());
        return keys.stream().filter(known::contains).findFirst();
    }

    /** Reads the file, or the usual one when none is named; where there is no usual one, everything is at its default. */
    public Outcome read(Optional<Path> named) {
        Path file = named.orElse(USUAL);
        if (named.isEmpty() && !Files.exists(file)) {
            return parse(file, "");
        }
        try {
            return parse(file, Files.readString(file));
        } catch (IOException e) {
            return new Bad(List.of(unreadable(file, e)));
        }
    }

    private static Problem unreadable(Path file, IOException cause) {
        String name = file.toString();
        return switch (cause) {
            case NoSuchFileException gone -> new Problem(name, 0, 0, "it, or what it links to, does not exist",
                    "name the file that is there; without a name it is " + USUAL
                            + ", or the defaults where there is none");
            case AccessDeniedException denied -> new Problem(name, 0, 0, "cannot be read: permission denied",
                    "be the user that Dockmedic runs as, or root");
            case CharacterCodingException wrong ->
                new Problem(name, 0, 0, "is not UTF-8", "save it in that encoding");
            default -> Files.isDirectory(file)
                    ? new Problem(name, 0, 0, "is a directory", "name the file in it: "
                            + file.resolve("dockmedic.yml"))
                    : new Problem(name, 0, 0, "cannot be read: " + cause.getMessage(), "name a file that can be");
        };
    }

    /** Everything at its default, as where there is no usual file. */
    public Config defaults() {
        return switch (parse(USUAL, "")) {
            case Good(Config config) -> config;
            case Bad(List<Problem> problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    /** Reads {@code text} as if it stood in {@code file}. */
    Outcome parse(Path file, String text) {
        Problems problems = new Problems(file.toString());
        Config config = null;
        try {
            Optional<Node> root = Escapes.checked(text,
                    () -> new Compose(LoadSettings.builder().build()).composeString(text));
            config = build(file, root, problems);
        } catch (MarkedYamlEngineException e) {
            problems.at(e.getProblemMark(), "not YAML: " + e.getProblem(), "");
        } catch (YamlEngineException e) {
            problems.at(Optional.empty(), "not YAML: " + e.getMessage(), "");
        }
        List<Problem> found = problems.found();
        return config != null && found.isEmpty() ? new Good(config) : new Bad(found);
    }

    private Config build(Path file, Optional<Node> root, Problems problems) {
        Path beside = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        List<String> keys = Stream
                .concat(Settings.ALL.stream().map(Setting::key),
                        Items.ALL.stream().map(Items::key))
                .toList();
        Node mapping = root.orElseGet(ConfigFile::nothing);
        Section section = new Section(mapping, keys, problems, surroundings);
        Groups groups = groups(section, problems);
        GroupNames named = new GroupNames(groups, problems);
        Kafka kafka = new Kafkas(beside, section, surroundings, secrets, problems).read();
        Receivers reader = new Receivers(beside, surroundings, secrets, kafka.cluster().isPresent(), named, problems);
        List<Receiver> receivers = section.node(Settings.RECEIVERS).map(reader::read).orElse(List.of());
        Listen listen = section.get(Settings.LISTEN);
        Path data = beside.resolve(section.get(Settings.DATA)).normalize();
        return new Config(
                file,
                section.get(Settings.ENGINE),
                section.get(Settings.API_VERSION).orElse(null),
                listen,
                section.get(Settings.EXTERNAL_URL),
                new Entrances(beside, problems, surroundings).read(section, listen),
                data,
                beside.resolve(section.get(Settings.RUNTIME)).normalize(),
                beside.resolve(section.get(Settings.RULES)).normalize(),
                section.get(Settings.RULES_WATCH),
                section.get(Settings.REPORTS)
                        .map(path -> beside.resolve(path).normalize())
                        .orElseGet(() -> data.resolve("reports")),
                section.node(Settings.ALERT_TARGETS.key())
                        .map(list -> new AlertTargets(problems).read(list))
                        .orElseGet(() -> section.get(Settings.ALERT_TARGETS)),
                section.node(Settings.ALERT_HOSTS.key())
                        .map(list -> new HostAliases(problems).read(list))
                        .orElseGet(() -> section.get(Settings.ALERT_HOSTS)),
                section.get(Settings.HEAL),
                section.get(Settings.DRY_RUN),
                section.get(Settings.SETTLE),
                section.get(Settings.EVIDENCE_LOGS),
                new Budgets(
                        new Budget(section.get(Settings.SERVICE_ACTS), section.get(Settings.SERVICE_WITHIN)),
                        new Budget(section.get(Settings.RULE_ACTS), section.get(Settings.RULE_WITHIN)),
                        new Budget(section.get(Settings.ACTION_ACTS), section.get(Settings.ACTION_WITHIN)),
                        new Budget(section.get(Settings.HOST_ACTS), section.get(Settings.HOST_WITHIN))),
                section.get(Settings.COOLDOWN),
                new StormLimits(section.get(Settings.STORM_SERVICES), section.get(Settings.STORM_PERCENT),
                        section.get(Settings.STORM_IMAGE), section.get(Settings.STORM_WITHIN),
                        section.get(Settings.STORM_CALM)),
                section.node(Settings.MAINTENANCE)
                        .map(list -> new WindowList(problems, surroundings, named)
                                .read(list, Settings.MAINTENANCE))
                        .orElse(List.of()),
                new StandingApprovals(problems, surroundings, named).read(section),
                section.get(Settings.ANSWER_WITHIN),
                receivers,
                reader.roster(),
                new HeartbeatSettings(beside, surroundings, secrets, problems).read(section),
                new Retention(section.get(Settings.RETENTION_AGE), section.get(Settings.RETENTION_SIZE)),
                new RecordLimits(section.get(Settings.RECORD_AGE), section.get(Settings.RECORD_SIZE)),
                section.get(Settings.KERNEL_LOG),
                new Gpus(
                        section.get(Settings.GPU_ENABLED),
                        section.get(Settings.GPU_LIBRARY).map(path -> beside.resolve(path).normalize()),
                        section.get(Settings.GPU_DRIVER_ROOT),
                        section.get(Settings.GPU_NVIDIA_SMI),
                        section.get(Settings.GPU_EXPECTED),
                        section.get(Settings.GPU_PROBE),
                        section.node(Settings.GPU_CURES.key())
                                .map(cures -> new Cures(problems).read(cures))
                                .orElseGet(() -> section.get(Settings.GPU_CURES))),
                new Logs(section.get(Settings.LOG_FORMAT), section.get(Settings.LOG_LEVEL)),
                section.node(Settings.SHOWN_LABELS.key())
                        .map(list -> new ShownLabels(problems).read(list))
                        .orElseGet(() -> section.get(Settings.SHOWN_LABELS)),
                kafka,
                section.node(Settings.HOSTS)
                        .map(list -> new Hosts(beside, problems, surroundings).read(list))
                        .orElse(List.of()),
                section.node(Settings.COMMANDS)
                        .map(list -> new HostCommands(problems, surroundings).read(list))
                        .orElse(List.of()),
                section.node(Settings.HTTP_CALLS)
                        .map(list -> new HttpCalls(beside, surroundings, secrets, problems).read(list))
                        .orElse(List.of()),
                section.get(Settings.BACKUPS).map(folder -> beside.resolve(folder).normalize()),
                groups,
                section.node(Settings.QUIET)
                        .map(list -> new WindowList(problems, surroundings, named).read(list, Settings.QUIET))
                        .orElse(List.of()));
    }

    private Groups groups(Section section, Problems problems) {
        return section.node(Settings.GROUPS)
                .map(list -> new ServiceGroups(problems, surroundings).read(list,
                        new io.dockmedic.remediation.decide.brake.Budget(section.get(Settings.SERVICE_ACTS),
                                section.get(Settings.SERVICE_WITHIN))))
                .orElse(Groups.NONE);
    }

    private static Node nothing() {
        return new ScalarNode(Tag.NULL, "", ScalarStyle.PLAIN);
    }
}
