package io.dockmedic.speed.rules;

/** A container, as a fact for Drools. */
public final class Watched {
    private final String name;
    private boolean firing;

    Watched(String name) {
        this(name, false);
    }

    public Watched(String name, boolean firing) {
        this.name = name;
        this.firing = firing;
    }

    public String getName() {
        return name;
    }

    public boolean isFiring() {
        return firing;
    }

    public void setFiring(boolean fires) {
        this.firing = fires;
    }
}
