package io.dockmedic.rules.file;

import java.util.List;

/** Whose matter an incident is: values of its label {@code route}. */
public final class Routes {
    /** All there are; the first is what it is where the rule does not say. */
    public static final List<String> ALL = List.of("owner", "host", "security", "network", "decision");

    private Routes() {}
}
