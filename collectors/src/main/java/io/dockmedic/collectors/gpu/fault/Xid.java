package io.dockmedic.collectors.gpu.fault;

import io.dockmedic.collectors.event.Cure;

/**
 * What an XID means: a number with which NVIDIA's driver tells of a fault.
 *
 * @param name    NVIDIA's
 * @param meaning for a person
 * @param cure    what helps, as a rule
 * @param others  what others do about it, for a person; empty for one that is not in the catalogue
 */
public record Xid(int code, String name, String meaning, Cure cure, String others) {
    /** One of which only its number is known. */
    static Xid unknown(int code) {
        return new Xid(code, "", "not in the catalogue", Cure.INSPECT, "");
    }

    Xid with(Cure another) {
        return new Xid(code, name, meaning, another, others);
    }
}
