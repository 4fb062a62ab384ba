package io.dockmedic.collectors.gpu.fault;

/**
 * A fault, and what is known about it.
 *
 * @param need what helps, and why: the driver's own word, else the owner's, else the catalogue's
 */
public record Diagnosed(Report report, FaultKind kind, Need need) {
    /** For a person. */
    public String meaning() {
        return kind.meaning();
    }
}
