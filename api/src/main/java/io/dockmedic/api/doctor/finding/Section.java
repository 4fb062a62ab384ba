package io.dockmedic.api.doctor.finding;

import java.util.Locale;

/** Parts of the page, in its order. */
public enum Section {
    CONFIGURATION("Configuration"), ENGINE("The engine"), MACHINE("What this machine shows"), HEALERS(
            "Who else heals"), CONTAINERS("What would be healed");

    private final String title;

    Section(String title) {
        this.title = title;
    }

    /** For a person. */
    public String title() {
        return title;
    }

    /** As JSON writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
