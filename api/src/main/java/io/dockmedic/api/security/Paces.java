package io.dockmedic.api.security;

/**
 * How fast we may be asked.
 *
 * @param caller  by each of whom we know who they are
 * @param address from each address by those of whom we do not
 * @param wrong   from each address with what is no token of ours
 * @param ingest  by each who sends alerts and events
 */
public record Paces(Pace caller, Pace address, Pace wrong, Pace ingest) {
    /** As fast as they like. */
    public static final Paces ANY = new Paces(Pace.ANY, Pace.ANY, Pace.ANY, Pace.ANY);
}
