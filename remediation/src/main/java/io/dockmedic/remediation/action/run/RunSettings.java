package io.dockmedic.remediation.action.run;

import io.dockmedic.collectors.engine.client.OneShotCalls;
import io.dockmedic.remediation.action.hear.Shown;
import io.dockmedic.remediation.room.Bytes;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.remedy.ListText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a rule asks of {@code run}, read from its parameters. */
final class RunSettings {
    private static final String IMAGE = "image";
    private static final String COMMAND = "command";
    private static final String USER = "user";
    private static final String NETWORK = "network";
    private static final String ROOT = "root";
    private static final String MEMORY = "memory";
    private static final String CPUS = "cpus";
    private static final String PIDS = "pids";
    private static final String TIMEOUT = "timeout";

    private static final String WRITABLE = "writable";
    private static final Pattern BY_DIGEST = Pattern.compile("(?:[^@\\s]+@)?sha256:[0-9a-f]{64}");
    private static final Pattern WHO = Pattern.compile("[\\w.-]+(?::[\\w.-]+)?");
    /** No other container's, and not the host's. */
    private static final Pattern NAME = Pattern.compile("(?!host$|default$)[a-zA-Z0-9][\\w.-]*");
    private static final Pattern PROCESSORS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,2})?");
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,5}");

    private static final Shown SHOWN = new Shown(480, "in the image");
    private static final long LEAST_MEMORY = 6L << 20;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    static final Map<String, String> MEANINGS = Map.of(
            IMAGE, "by its digest or id, busybox@sha256:… or sha256:…; it has to be there, none is pulled",
            COMMAND, "what is run, a list of the program and its arguments, after the image's own entry point",
            USER, "who runs it, a name or number, with a group after a colon or without; the image's own when left out",
            NETWORK, "the name of a network; none when left out",
            ROOT, "writable, for a root file system that can be written to; read-only when left out",
            MEMORY, "the memory limit, swap included, 6MiB at least; 256MiB when left out",
            CPUS, "processors it may use, 0.5; 1 when left out",
            PIDS, "processes it may have; 100 when left out",
            TIMEOUT, "how long it may take, from 1s to 1h; 60s when left out");

    /** Which of them are lists. */
    static final Set<String> LISTS = Set.of(COMMAND);

    private final Map<String, String> parameters;

    /** @param parameters without a {@link #problem} */
    RunSettings(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** What is wrong with them, with what to write instead; empty when nothing is. */
    static Optional<String> problem(Map<String, String> parameters) {
        RunSettings written = new RunSettings(parameters);
        if (written.command().isEmpty()) {
            return Optional.of("command is missing; write command: [sh, -c, \"…\"]");
        }
        if (written.command().getFirst().isBlank()) {
            return Optional.of("command begins with nothing; write command: [sh, -c, \"…\"]");
        }
        return image(parameters)
                .or(() -> wrong(parameters, USER, WHO, "a name or number such as \"999\" or \"999:999\""))
                .or(() -> wrong(parameters, NETWORK, NAME, "the name of a network, or none"))
                .or(() -> wrong(parameters, ROOT, Pattern.compile("writable|read-only"), "writable or read-only"))
                .or(() -> bad(parameters, MEMORY, RunSettings::memory, "a size such as 256MiB, 6MiB at least"))
                .or(() -> bad(parameters, CPUS, RunSettings::nanos, "a number such as \"0.5\""))
                .or(() -> wrong(parameters, PIDS, COUNT, "a number such as \"100\""))
                .or(() -> bad(parameters, TIMEOUT, RunSettings::timeout, "a duration such as 60s, from 1s to 1h"))
                .or(() -> SHOWN.problem(written.command(), written.words()));
    }

    private static Optional<String> image(Map<String, String> parameters) {
        String image = parameters.getOrDefault(IMAGE, "");
        if (BY_DIGEST.matcher(image).matches()) {
            return Optional.empty();
        }
        String name = image.isEmpty() ? "IMAGE" : image;
        return Optional.of("image must be named by its digest or id, for a tag may stand for another one tomorrow, not "
                + (image.isEmpty() ? "left out" : image) + "; docker image inspect -f '{{.RepoDigests}} {{.Id}}' "
                + name
                + " says both");
    }

    private static Optional<String> wrong(Map<String, String> parameters, String name, Pattern right, String what) {
        return bad(parameters, name, text -> Optional.of(text).filter(one -> right.matcher(one).matches()), what);
    }

    private static Optional<String> bad(Map<String, String> parameters, String name,
            Function<String, Optional<?>> reader, String what) {
        return Optional.ofNullable(parameters.get(name))
                .filter(text -> reader.apply(text).isEmpty())
                .map(text -> name + " must be " + what + ", not " + text);
    }

    Duration timeout() {
        return Optional.ofNullable(parameters.get(TIMEOUT)).flatMap(RunSettings::timeout).orElse(Duration.ofMinutes(1));
    }

    OneShotCalls.Order order(String act) {
        return new OneShotCalls.Order(act, parameters.getOrDefault(IMAGE, ""), command(),
                parameters.getOrDefault(USER, ""), parameters.getOrDefault(NETWORK, "none"),
                WRITABLE.equals(parameters.get(ROOT)),
                Optional.ofNullable(parameters.get(MEMORY)).flatMap(RunSettings::memory).orElse(256L << 20),
                Optional.ofNullable(parameters.get(CPUS)).flatMap(RunSettings::nanos).orElse(1_000_000_000L),
                Long.parseLong(parameters.getOrDefault(PIDS, "100")));
    }

    /** For a person: where it runs, and all of what. */
    String words() {
        String user = parameters.getOrDefault(USER, "");
        return "in " + parameters.getOrDefault(IMAGE, "") + (user.isEmpty() ? "" : ", as " + user) + ", network "
                + parameters.getOrDefault(NETWORK, "none")
                + (WRITABLE.equals(parameters.get(ROOT)) ? ", its root writable" : "") + ": "
                + String.join(" ", command());
    }

    private List<String> command() {
        return Optional.ofNullable(parameters.get(COMMAND)).flatMap(ListText::read).orElse(List.of());
    }

    private static Optional<Long> memory(String text) {
        return Bytes.parse(text).filter(bytes -> bytes >= LEAST_MEMORY);
    }

    private static Optional<Long> nanos(String text) {
        return Optional.of(text)
                .filter(number -> PROCESSORS.matcher(number).matches())
                .map(number -> new BigDecimal(number).movePointRight(9).longValueExact())
                .filter(nanos -> nanos > 0);
    }

    private static Optional<Duration> timeout(String text) {
        return PrometheusDuration.parse(text)
                .filter(time -> time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0);
    }
}
