package io.dockmedic.speed.rules;

/**
 * What happens to a container, as plain as can be: for engines that take any object. With getters, because Drools' index looks for
 * these.
 */
public abstract sealed class Happening {
    private final String name;
    private final long at;

    Happening(String name, long at) {
        this.name = name;
        this.at = at;
    }

    /** Of the container. */
    public final String getName() {
        return name;
    }

    /** Milliseconds from the beginning. */
    public final long getAt() {
        return at;
    }

    /** It died. */
    public static final class Death extends Happening {
        private final int exitCode;

        Death(String name, long at, int exitCode) {
            super(name, at);
            this.exitCode = exitCode;
        }

        public int getExitCode() {
            return exitCode;
        }
    }

    /** It is well: what was counted of it counts no more, and what fired is over. */
    public static final class Recovery extends Happening {
        Recovery(String name, long at) {
            super(name, at);
        }
    }
}
