package io.dockmedic.api.doctor.finding;

import java.util.List;

/**
 * One line of the page.
 *
 * @param subject the container, program or call it is about; empty for Dockmedic, the engine or the machine as a whole
 * @param what    how it is, for a person
 * @param loses   what is not seen or done because of that
 * @param todo    what to do about it: commands, lines of a configuration, or a sentence
 */
public record Finding(Level level, String subject, String what, List<Feature> loses, List<String> todo) {
    public Finding {
        loses = List.copyOf(loses);
        todo = List.copyOf(todo);
    }

    /** All is well. */
    public static Finding ok(String what) {
        return new Finding(Level.OK, "", what, List.of(), List.of());
    }

    /** Something is not seen or done. */
    public static Finding loses(String what, Feature... loses) {
        return new Finding(Level.LOSES, "", what, List.of(loses), List.of());
    }

    /** Dockmedic cannot do without it. */
    public static Finding missing(String what, Feature... loses) {
        return new Finding(Level.MISSING, "", what, List.of(loses), List.of());
    }

    /** It could not be looked at. */
    public static Finding unknown(String why) {
        return new Finding(Level.UNKNOWN, "", "could not be looked at: " + why, List.of(), List.of());
    }

    /** The same, about somebody or something. */
    public Finding about(String whom) {
        return new Finding(level, whom, what, loses, todo);
    }

    /** The same, with what to do. */
    public Finding todo(String... lines) {
        return new Finding(level, subject, what, loses, List.of(lines));
    }
}
