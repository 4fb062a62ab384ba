package io.dockmedic.api.junit;

/**
 * One case.
 *
 * @param of     what shows it puts those of the same together: {@code dockmedic.rules}
 * @param output what it wrote; may be empty
 */
public record Case(String of, String name, Outcome outcome, String output) {
    public Case(String of, String name, Outcome outcome) {
        this(of, name, outcome, "");
    }
}
