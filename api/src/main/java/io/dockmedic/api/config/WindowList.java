package io.dockmedic.api.config;

import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Whom;
import io.dockmedic.remediation.decide.brake.Window;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a list of windows: those of maintenance, and those in which services are least in use. */
final class WindowList {
    private static final String NAMES = "[A-Za-z0-9_-]{1,40}";
    private static final Setting<String> NAME = Setting.text("name", Form.matching(NAMES));
    private static final Setting<Optional<LocalTime>> FROM = time("from");
    private static final Setting<Optional<LocalTime>> TO = time("to");
    private static final Setting<ZoneId> ZONE = new Setting<>("zone", "the machine's",
            "a time zone such as Europe/Berlin",
            Form.of("type", "string"),
            WindowList::zone, none -> ZoneId.systemDefault());
    private static final Setting<String> DAYS = Setting.parts("days", "every day", "a list of days such as [sat, sun]",
            Form.some(Form.oneOf(Stream.of(DayOfWeek.values()).map(WindowList::word).toList())), "");
    private static final Setting<String> SERVICES = Setting.parts("services", "all", "a list of services",
            Form.some(Form.TEXT), "");

    /** The settings of one window, in the order in which a reader wants to know them. */
    static final List<Setting<?>> WINDOW = List.of(NAME, DAYS, FROM, TO, ZONE, SERVICES,
            GroupNames.setting());

    private final Problems problems;
    private final Surroundings surroundings;
    private final GroupNames groups;
    private final Texts texts;

    WindowList(Problems problems, Surroundings surroundings, GroupNames groups) {
        this.groups = groups;
        this.texts = new Texts(problems);
        this.problems = problems;
        this.surroundings = surroundings;
    }

    /** @param key where the list stands */
    List<Window> read(Node node, String key) {
        if (!(node instanceof SequenceNode list)) {
            problems.at(node, key + " must be a list", "begin each window with - name: …");
            return List.of();
        }
        return list.getValue().stream().flatMap(item -> window(item).stream()).toList();
    }

    private Optional<Window> window(Node item) {
        return window(item, new Section(item, keys(), problems, surroundings), Optional.empty());
    }

    /** The keys of a window. */
    static List<String> keys() {
        return WINDOW.stream().<String>map(Setting::key).toList();
    }

    /**
     * A window that {@code item} describes, among other things perhaps.
     *
     * @param usual when it begins and ends where neither is said; empty where both must be
     */
    Optional<Window> window(Node item, Section section, Optional<LocalTime> usual) {
        String name = section.get(NAME);
        if (!name.matches(NAMES)) {
            problems.at(item, "a window needs a name of letters, digits, - and _, at most 40", "name: backup");
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        section.node(DAYS.key()).ifPresent(list -> texts.read(list, DAYS).forEach(text -> day(text, list, days)));
        List<Whom> concerns = new ArrayList<>(groups.members(section));
        texts.read(section, SERVICES).forEach(text -> concerns.add(new ServicePattern(text)));
        boolean nobody = section.node(SERVICES.key()).isEmpty() && !GroupNames.in(section);
        List<Whom> services = nobody ? List.of(ServicePattern.ALL) : concerns;
        Optional<LocalTime> from = section.get(FROM);
        Optional<LocalTime> to = section.get(TO);
        boolean neither = section.node(FROM.key()).isEmpty() && section.node(TO.key()).isEmpty();
        boolean asUsual = neither && usual.isPresent();
        if (!asUsual && (section.node(FROM.key()).isEmpty() || section.node(TO.key()).isEmpty())) {
            problems.at(item, "a window needs from and to", "from: \"02:00\", to: \"04:00\"");
        }
        ZoneId zone = section.get(ZONE);
        return (asUsual ? usual : from).flatMap(begin -> (asUsual ? usual : to).map(end -> new Window(name,
                days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, begin, end, zone, services)));
    }

    private void day(String text, Node node, Set<DayOfWeek> days) {
        Stream.of(DayOfWeek.values())
                .filter(day -> word(day).equals(text))
                .findFirst()
                .ifPresentOrElse(days::add, () -> problems.at(node,
                        DAYS.key() + ": \"" + text + "\" is not one of mon, tue, wed, thu, fri, sat, sun", ""));
    }

    private static String word(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    private static Setting<Optional<LocalTime>> time(String key) {
        return new Setting<>(key, "", "a time such as 02:30",
                Form.matching("[0-9]{2}:[0-9]{2}"),
                text -> Optional.of(parsed(text)).filter(Optional::isPresent), none -> Optional.empty());
    }

    private static Optional<LocalTime> parsed(String text) {
        try {
            return text.matches("\\d\\d:\\d\\d") ? Optional.of(LocalTime.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
