package io.dockmedic.remediation.action.exec;

import io.dockmedic.collectors.engine.client.ExecCalls;
import io.dockmedic.remediation.action.hear.Shown;
import io.dockmedic.rules.duration.PrometheusDuration;
import io.dockmedic.rules.remedy.ListText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a rule asks of {@code exec}.
 *
 * @param command with its arguments
 * @param user    empty for the container's own
 * @param timeout for all of it
 */
record ExecSettings(List<String> command, String user, Duration timeout) {
    private static final String COMMAND = "command";
    private static final String USER = "user";
    private static final String TIMEOUT = "timeout";

    private static final Duration USUAL = Duration.ofSeconds(30);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Shown SHOWN = new Shown(400, "in the container");
    private static final Pattern WHO = Pattern.compile("[\\w.-]+(?::[\\w.-]+)?");

    static final Map<String, String> MEANINGS = Map.of(
            COMMAND, "what is run, a list of the program and its arguments; no shell takes it apart",
            USER,
            "who runs it, a name or number, with a group after a colon or without; the container's own when left out",
            TIMEOUT, "how long it may take, from 1s to 1h; 30s when left out");

    /** Which of them are lists. */
    static final Set<String> LISTS = Set.of(COMMAND);

    /** Parameters without a {@link #problem}. */
    static ExecSettings of(Map<String, String> parameters) {
        return new ExecSettings(command(parameters), parameters.getOrDefault(USER, ""),
                timeout(parameters).orElse(USUAL));
    }

    /** What is wrong with them, with what to write instead; empty when nothing is. */
    static Optional<String> problem(Map<String, String> parameters) {
        List<String> command = command(parameters);
        if (command.isEmpty() || command.getFirst().isBlank()) {
            return Optional.of("command is missing; write command: [pg_ctl, reload]");
        }
        Optional<String> unseen = SHOWN.problem(command, String.join(" ", command));
        if (unseen.isPresent()) {
            return unseen;
        }
        String user = parameters.get(USER);
        if (user != null && !WHO.matcher(user).matches()) {
            return Optional.of("user must be a name or number such as postgres, \"999\" or \"999:999\", not " + user);
        }
        return parameters.containsKey(TIMEOUT) && timeout(parameters).isEmpty()
                ? Optional.of("timeout must be a duration such as 30s, from 1s to 1h, not " + parameters.get(TIMEOUT))
                : Optional.empty();
    }

    /** As the engine is told. */
    ExecCalls.Order order() {
        return new ExecCalls.Order(command, user);
    }

    /** For a person. */
    String words() {
        return String.join(" ", command) + (user.isEmpty() ? "" : ", as " + user);
    }

    private static List<String> command(Map<String, String> parameters) {
        return Optional.ofNullable(parameters.get(COMMAND)).flatMap(ListText::read).orElse(List.of());
    }

    private static Optional<Duration> timeout(Map<String, String> parameters) {
        return Optional.ofNullable(parameters.get(TIMEOUT))
                .flatMap(PrometheusDuration::parse)
                .filter(time -> time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0);
    }
}
