package io.dockmedic.collectors.audit.setup;

/**
 * A variable of a container's environment, without its value.
 *
 * @param looks what name and value look like
 * @param from  where its value stands
 */
public record Variable(String name, Looks looks, From from) {
    /** What a variable looks like. */
    public enum Looks {
        PLAIN,
        /** Its name says that it is a secret, and it has a value. */
        SECRET_BY_NAME,
        /** Its value has the form of a known kind of token or key. */
        KNOWN_TOKEN,
        /** Its value is as random as a key, and its name no excuse for that. */
        RANDOM
    }

    /** Where a value stands. */
    public enum From {
        /** In the Compose file itself. */
        FILE,
        /** A container that exists has it; where from, nobody can tell. */
        CONTAINER
    }
}
