package io.dockmedic.rules.file;

import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.rules.expression.Compiled;
import io.dockmedic.rules.expression.Condition;
import io.dockmedic.rules.expression.Environment;
import io.dockmedic.rules.expression.Flaw;
import io.dockmedic.rules.expression.Language;
import io.dockmedic.rules.expression.Measure;
import io.dockmedic.rules.expression.Names;
import io.dockmedic.rules.expression.Nearest;
import io.dockmedic.rules.expression.Template;
import io.dockmedic.rules.expression.Text;
import io.dockmedic.rules.expression.Trigger;
import io.dockmedic.rules.kind.Kind;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.operator.Terms;
import io.dockmedic.rules.proof.Heard;
import io.dockmedic.rules.rule.Rule;
import io.dockmedic.rules.yaml.YamlMap;
import io.dockmedic.rules.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads kinds, conditions, keys and templates, and puts the compiler's complaints at their place in the file. */
final class ExpressionReader {
    private static final String DEFAULT_KEY = "event.subject";
    private static final String HOST_KEY = "event.host";
    private static final int LONGEST_REMEMBERED = 200;

    private final Kinds kinds;
    private final Language language;
    private final Names names;
    private final boolean thorough;
    private final Map<Set<String>, Environment> environments = new HashMap<>();

    /** @param thorough warn of conditions that are never true, which takes time */
    ExpressionReader(Kinds kinds, Language language, boolean thorough) {
        this(kinds, language, Names.NONE, thorough);
    }

    private ExpressionReader(Kinds kinds, Language language, Names names, boolean thorough) {
        this.thorough = thorough;
        this.kinds = kinds;
        this.language = language;
        this.names = names;
    }

    /** The same for a file that gives names. */
    ExpressionReader with(Names own) {
        return own.all().isEmpty() ? this : new ExpressionReader(kinds, language, own, thorough);
    }

    /** The kinds of event there are. */
    Kinds kinds() {
        return kinds;
    }

    /** The names that the file gives. */
    Names names() {
        return names;
    }

    /** The mapping's {@code on} and {@code when}; empty, with problems, when they are not sound. */
    Optional<Trigger> trigger(YamlMap map) {
        Set<String> on = map.required("on", "say which events: on: container.died").map(this::kinds).orElse(Set.of());
        Optional<YamlNode> when = map.get("when");
        Optional<String> source = when.flatMap(YamlNode::source);
        if (on.isEmpty() || (when.isPresent() && source.isEmpty())) {
            return Optional.empty();
        }
        if (when.isEmpty() || source.isEmpty()) {
            return Optional.of(new Trigger(on, Condition.ALWAYS));
        }
        Optional<Condition> condition = checked(when.get(), environment(on).condition(source.get()));
        condition.filter(sound -> thorough)
                .flatMap(sound -> environment(on).never(source.get()))
                .ifPresent(why -> when.get()
                        .warning("this is never true: " + why, "mend one of them, or write || where one is enough"));
        return condition.map(sound -> new Trigger(on, sound));
    }

    /** Why no event is left: nothing of what a rule's {@code when} takes is none of {@code exceptions}; empty where some may be. */
    Optional<String> nothingLeft(Optional<String> when, List<String> exceptions, Set<String> on) {
        if (!thorough || on.isEmpty() || exceptions.isEmpty()) {
            return Optional.empty();
        }
        Environment environment = environment(on);
        // A comment in one of them ends with its line.
        String left = exceptions.stream().map(one -> "!(" + one + "\n)").collect(Collectors.joining(" && "));
        return when.flatMap(environment::never).isPresent()
                ? Optional.empty()
                : environment.never(when.map(taken -> "(" + taken + "\n) && ").orElse("") + left);
    }

    /** The same, of a mapping whose keys others check. */
    private Optional<Trigger> triggerOf(YamlNode node) {
        return node.openMap().flatMap(this::trigger);
    }

    /** The kinds that a name or a list of names means; unknown ones are problems. */
    Set<String> kinds(YamlNode node) {
        Set<String> known = new LinkedHashSet<>();
        if (node.oneOrMore().isEmpty()) {
            node.problem("names no kind of event", Nearest.hint("", kinds.names()));
        }
        for (YamlNode item : node.oneOrMore()) {
            item.text().ifPresent(name -> {
                if (name.equals(ScheduleEvent.Due.KIND)) {
                    item.problem("'" + name + "' is what a rule with 'schedule' fires on, and no other",
                            "write schedule: {cron: \"0 3 * * *\", zone: Europe/Berlin, within: 1h}");
                } else if (kinds.find(name).isPresent()) {
                    known.add(name);
                } else {
                    item.problem("there is no kind of event '" + name + "'", name.contains("*")
                            ? "there are no patterns: write each kind, on: [container.died, container.oom]"
                            : Nearest.hint(name, kinds.names()));
                }
            });
        }
        return known;
    }

    /** The key of a rule that nothing but the time makes fire: there is one of it on a host. */
    List<Text> byHost(Optional<YamlNode> node, Set<String> on) {
        node.ifPresent(by -> {
            List<String> parts = by.list()
                    .orElse(List.of())
                    .stream()
                    .flatMap(part -> part.source().stream())
                    .map(String::strip)
                    .toList();
            if (!parts.equals(List.of(HOST_KEY))) {
                by.problem("a rule with 'schedule' has one incident at a time, whose key is the host",
                        "leave it out, or write by: [" + HOST_KEY + "]");
            }
        });
        return on.isEmpty() ? List.of() : key(HOST_KEY, environment(on));
    }

    private static List<Text> key(String source, Environment environment) {
        return environment.key(source) instanceof Compiled.Ok<Text>(Text part) ? List.of(part) : List.of();
    }

    /** The parts of the key, which must make sense on every one of {@code on}. */
    List<Text> by(Optional<YamlNode> node, Set<String> on) {
        List<Text> parts = new ArrayList<>();
        if (on.isEmpty()) {
            return parts;
        }
        Environment environment = environment(on);
        if (node.isEmpty()) {
            return key(DEFAULT_KEY, environment);
        }
        for (YamlNode part : node.get().list().orElse(List.of())) {
            part.source().flatMap(source -> checked(part, environment.key(source))).ifPresent(parts::add);
        }
        return parts;
    }

    /** A template over events of {@code on}. */
    Optional<Text> template(YamlNode node, Set<String> on) {
        return node.text()
                .flatMap(source -> on.isEmpty()
                        ? Optional.empty()
                        : checked(node, Template.compile(source, environment(on))));
    }

    /** A condition over events of {@code on}. */
    Optional<Condition> condition(YamlNode node, Set<String> on) {
        return on.isEmpty()
                ? Optional.empty()
                : node.source().flatMap(source -> checked(node, environment(on).condition(source)));
    }

    /** What an expression gives of the events that are the rule's fault; problems name the rule. */
    Optional<Text> value(YamlNode node, String source, Rule rule) {
        return switch (environment(rule.trigger().kinds()).value(source)) {
            case Compiled.Ok<Text>(Text text) -> Optional.of(text);
            case Compiled.Flawed<Text>(List<Flaw> flaws) -> {
                flaws.forEach(flaw -> node.problemAt(flaw.offset(), "for " + rule.name() + ": " + flaw.message(),
                        flaw.hint()));
                yield Optional.empty();
            }
        };
    }

    /** How long it is at least from one reading to the next, of each of these kinds; of none when one of them is no reading. */
    List<Duration> soonest(Set<String> on) {
        List<Duration> every = on.stream()
                .flatMap(name -> kinds.find(name).stream())
                .flatMap(kind -> kind.soonest().stream())
                .toList();
        return every.size() == on.size() ? every : List.of();
    }

    /** The longest interval of these kinds of reading; empty when one of them is no reading, or there is none. */
    Optional<Duration> interval(Set<String> on) {
        Duration longest = Duration.ZERO;
        for (String name : on) {
            Optional<Duration> interval = kinds.find(name).flatMap(Kind::interval);
            if (interval.isEmpty()) {
                return Optional.empty();
            }
            longest = interval.get().compareTo(longest) > 0 ? interval.get() : longest;
        }
        return on.isEmpty() ? Optional.empty() : Optional.of(longest);
    }

    /** What an operator says about events of {@code on}. */
    Terms terms(Set<String> on) {
        return new Terms() {
            @Override
            public Optional<Trigger> trigger(YamlNode mapping) {
                return triggerOf(mapping);
            }

            @Override
            public Optional<Text> text(YamlNode expression) {
                return on.isEmpty()
                        ? Optional.empty()
                        : expression.source()
                                .flatMap(source -> checked(expression, environment(on).value(source)))
                                .map(ExpressionReader::bounded);
            }

            @Override
            public Optional<Measure> measure(YamlNode expression) {
                return on.isEmpty()
                        ? Optional.empty()
                        : expression.source().flatMap(source -> checked(expression, environment(on).measure(source)));
            }
        };
    }

    /** What a proof says about events. */
    Heard heard() {
        return new Heard() {
            @Override
            public Optional<Trigger> trigger(YamlMap map) {
                return ExpressionReader.this.trigger(map);
            }

            @Override
            public Duration interval(Set<String> on) {
                return on.stream()
                        .flatMap(name -> kinds.find(name).stream())
                        .flatMap(kind -> kind.interval().stream())
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO);
            }

            @Override
            public String meaning(String expression) {
                return names.meaning(expression);
            }
        };
    }

    private static Text bounded(Text text) {
        return subject -> {
            String value = text.of(subject);
            return value.length() <= LONGEST_REMEMBERED
                    ? value
                    : value.substring(0, LONGEST_REMEMBERED) + "#" + Integer.toHexString(value.hashCode());
        };
    }

    private static <T> Optional<T> checked(YamlNode node, Compiled<T> compiled) {
        return switch (compiled) {
            case Compiled.Ok<T>(T program) -> Optional.of(program);
            case Compiled.Flawed<T>(List<Flaw> flaws) -> {
                flaws.forEach(flaw -> node.problemAt(flaw.offset(), flaw.message(), flaw.hint()));
                yield Optional.empty();
            }
        };
    }

    private Environment environment(Set<String> on) {
        return environments.computeIfAbsent(Set.copyOf(on), wanted -> {
            List<Kind<?>> chosen = new ArrayList<>();
            new TreeSet<>(wanted).forEach(name -> kinds.find(name).ifPresent(chosen::add));
            return new Environment(chosen, language, names);
        });
    }
}
