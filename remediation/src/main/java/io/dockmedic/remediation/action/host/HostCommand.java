package io.dockmedic.remediation.action.host;

import io.dockmedic.rules.remedy.ListText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A command that the owner allows, on the machine on which Dockmedic runs, as whoever it runs as.
 *
 * @param name    as rules write it
 * @param command the program by its absolute path, and its arguments
 * @param timeout how long it may take
 */
public record HostCommand(String name, List<String> command, Duration timeout) {
    /** What stands for the name of the incident's container. */
    public static final String CONTAINER = "{container}";
    /** What stands for its full id. */
    public static final String ID = "{id}";

    /** What the engine lets a container be called; it begins no option and is no path. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public HostCommand {
        command = List.copyOf(command);
    }

    /** With the container's name and id in their places; empty where they are none. */
    Optional<List<String>> of(String container, String id) {
        return NAME.matcher(container).matches() && HEX.matcher(id).matches()
                ? Optional.of(command.stream().map(word -> word.replace(CONTAINER, container).replace(ID, id)).toList())
                : Optional.empty();
    }

    /** As who approves it is shown it. */
    String shown() {
        return ListText.of(command);
    }
}
