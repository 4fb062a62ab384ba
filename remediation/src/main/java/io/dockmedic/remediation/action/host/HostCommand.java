package io.dockmedic.remediation.action.host;

import io.dockmedic.remediation.action.allowed.Allowed;
import io.dockmedic.remediation.action.place.Filling;
import io.dockmedic.rules.remedy.ListText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A command that the owner allows, on the machine on which Dockmedic runs, as whoever it runs as.
 *
 * @param name    as rules write it
 * @param command the program by its absolute path, and its arguments
 * @param timeout how long it may take
 */
public record HostCommand(String name, List<String> command, Duration timeout) implements Allowed {
    public HostCommand {
        command = List.copyOf(command);
    }

    /** With the container's name and id in their places; empty where they are none. */
    Optional<List<String>> of(String container, String id) {
        return Filling.of(container, id).map(filling -> command.stream().map(filling::in).toList());
    }

    /** As who approves it is shown it. */
    String shown() {
        return ListText.of(command);
    }
}
