package io.dockmedic.remediation.action.place;

import java.util.Optional;
import java.util.regex.Pattern;

/** What comes into the places of a text of the owner's: the name and the id of the incident's container, and nothing else. */
public final class Filling {
    /** What stands for the name of the incident's container. */
    public static final String CONTAINER = "{container}";
    /** What stands for its full id. */
    public static final String ID = "{id}";

    /** What the engine lets a container be called; it begins no option, is no path and ends no text. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final String container;
    private final String id;

    private Filling(String container, String id) {
        this.container = container;
        this.id = id;
    }

    /** Empty where they are no name and no id. */
    public static Optional<Filling> of(String container, String id) {
        return NAME.matcher(container).matches() && HEX.matcher(id).matches()
                ? Optional.of(new Filling(container, id))
                : Optional.empty();
    }

    /** With them in their places. */
    public String in(String text) {
        return text.replace(CONTAINER, container).replace(ID, id);
    }
}
