package io.dockmedic.api.config;

import java.util.Locale;

/** Whose containers are healed. */
public enum Heal {
    /** Those labelled {@code dockmedic.heal=true}; {@code autoheal=true} consents to a restart on unhealthy only. */
    LABELLED,
    /** All but those labelled {@code dockmedic.heal=false}. */
    ALL,
    /** None: watch and tell. */
    NONE;

    /** As the file writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
