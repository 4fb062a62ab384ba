package io.dockmedic.collectors.gpu.fault;

import io.dockmedic.collectors.event.Cure;

/**
 * What a fault's number means: of NVIDIA the XID with which its driver tells of it, of AMD our own.
 *
 * @param name    NVIDIA's; of AMD ours
 * @param meaning for a person
 * @param cure    what helps, as a rule
 * @param others  what others do about it, for a person; empty for one that is not in the catalogue
 */
public record FaultKind(int code, String name, String meaning, Cure cure, String others) {
    /** One of which only its number is known. */
    static FaultKind unknown(int code) {
        return new FaultKind(code, "", "not in the catalogue", Cure.INSPECT, "");
    }

    FaultKind with(Cure another) {
        return new FaultKind(code, name, meaning, another, others);
    }
}
