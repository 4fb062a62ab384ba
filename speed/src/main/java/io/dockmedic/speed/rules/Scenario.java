package io.dockmedic.speed.rules;

/**
 * What happens. One event every 10 ms of its own time, in {@link Course#EVENTS} events; of a container drawn by chance.
 */
public enum Scenario {
    /** Every death is with exit code 0, which the one rule leaves alone. */
    NONE("no rule matches", 5_000, 0, 0),
    /** Two of three deaths are with an error; a container dies every 50 s. */
    KEYS("one rule, 5,000 keys", 5_000, 67, 3),
    /** The same of a container that dies twice a second. */
    HOT("one rule, 50 hot keys", 50, 67, 3),
    /** Each event is looked at by ten rules of the five hundred; one death of twenty is with an error. */
    MANY("500 rules, 10 candidates", 5_000, 5, 3);

    private final String words;
    private final int keys;
    private final int percentOfErrors;
    private final int percentOfRecoveries;

    Scenario(String words, int keys, int percentOfErrors, int percentOfRecoveries) {
        this.words = words;
        this.keys = keys;
        this.percentOfErrors = percentOfErrors;
        this.percentOfRecoveries = percentOfRecoveries;
    }

    String words() {
        return words;
    }

    /** How many containers there are. */
    int keys() {
        return keys;
    }

    int percentOfErrors() {
        return percentOfErrors;
    }

    int percentOfRecoveries() {
        return percentOfRecoveries;
    }
}
