package io.dockmedic.api.config;

import io.dockmedic.remediation.action.hear.Shown;
import io.dockmedic.remediation.action.host.HostCommand;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the list of commands that rules may have run on this machine. */
final class HostCommands {
    private static final String NAMES = "[A-Za-z0-9_-]{1,40}";
    private static final Setting<String> NAME = Setting.text("name", Form.matching(NAMES));
    private static final Setting<String> COMMAND = Setting.parts("command", "", "a list of words",
            Form.some(Form.TEXT), "");
    private static final Setting<Duration> TIMEOUT = Setting.timeout("30s");

    /** The settings of one, in the order in which a reader wants to know them. */
    static final List<Setting<?>> OWN = List.of(NAME, COMMAND, TIMEOUT);

    /** In which the JVM hands on arguments; what has no place in it arrives as a question mark. */
    private static final Charset ARGUMENTS = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    private static final Shown SHOWN = new Shown(400, "on the machine");

    private final Problems problems;
    private final Surroundings surroundings;

    HostCommands(Problems problems, Surroundings surroundings) {
        this.problems = problems;
        this.surroundings = surroundings;
    }

    List<HostCommand> read(Node node) {
        if (!(node instanceof SequenceNode list)) {
            problems.at(node, Settings.COMMANDS + " must be a list", "begin each command with - name: …");
            return List.of();
        }
        Set<String> names = new HashSet<>();
        return list.getValue().stream().flatMap(item -> command(item, names).stream()).toList();
    }

    private Optional<HostCommand> command(Node item, Set<String> names) {
        Section section = new Section(item, OWN.stream().<String>map(Setting::key).toList(), problems, surroundings);
        String name = section.get(NAME);
        if (!name.matches(NAMES)) {
            problems.at(item, "a command needs a name of letters, digits, - and _, at most 40", "name: reload-proxy");
        } else if (!names.add(name)) {
            problems.at(item, "two commands are named " + name, "");
        }
        Optional<Node> words = section.node(COMMAND.key());
        if (words.isEmpty()) {
            problems.at(item, "a command needs a command",
                    "command: [/usr/bin/systemctl, start, reload-proxy.service]");
        }
        return words.flatMap(this::words).map(list -> new HostCommand(name, list, section.get(TIMEOUT)));
    }

    private Optional<List<String>> words(Node node) {
        if (!(node instanceof SequenceNode list) || list.getValue().isEmpty()
                || !list.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            problems.at(node, "command must be a list: the program and its arguments; no shell takes a line apart",
                    "command: [/usr/bin/systemctl, start, reload-proxy.service]");
            return Optional.empty();
        }
        List<String> words = list.getValue().stream().map(one -> ((ScalarNode) one).getValue()).toList();
        if (!words.getFirst().startsWith("/") || Places.in(words.getFirst())) {
            problems.at(list.getValue().getFirst(), "command must begin with the program's absolute path",
                    "command: [/usr/bin/systemctl, start, reload-proxy.service]");
            return Optional.empty();
        }
        for (int i = 1; i < words.size(); i++) {
            Node word = list.getValue().get(i);
            Places.vain(words.get(i))
                    .forEach(place -> problems.at(word, "command: " + place + " stands for nothing", Places.HINT));
        }
        unsaid(words, ARGUMENTS).ifPresent(why -> problems.at(node, why, "LANG=C.UTF-8 in Dockmedic's environment"));
        SHOWN.problem(words, String.join(" ", words)).ifPresent(why -> problems.at(node, why, ""));
        return Optional.of(words);
    }

    /** Which word a program would not be given as it is; empty when there is none. */
    static Optional<String> unsaid(List<String> words, Charset arguments) {
        return words.stream()
                .filter(word -> !arguments.newEncoder().canEncode(word))
                .findFirst()
                .map(word -> "command: " + word + " cannot be handed to a program in " + arguments
                        + ", which is the JVM's encoding here");
    }
}
