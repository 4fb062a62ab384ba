package io.dockmedic.rules.kind;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.GpuEvent.Fault;
import java.util.ArrayList;
import java.util.List;

/** {@code gpu.fault}. */
final class GpuFaultKind {
    static final Kind<Fault> KIND = Kind.of(
            Fault.KIND,
            Fault.class,
            "a GPU or its driver told of a fault, of NVIDIA's an XID; told once, whoever tells",
            family(),
            List.of(
                    Field.number("code", "of NVIDIA the XID, of AMD a number of the catalogue's", Fault::code),
                    Field.text("fault", "the catalogue's name for it; empty when it is not in there", Fault::name),
                    Field.text("meaning", "for a person", Fault::meaning),
                    Field.word("cure", "what helps: the driver's word, else yours, else the catalogue's",
                            Kind.words(Cure.class), event -> event.cure().word()),
                    Field.text("why", "the number and what it means", event -> "fault " + event.code() + ": "
                            + event.meaning()),
                    Field.text("text", "the kernel's own words; empty when the log did not tell",
                            Fault::text),
                    Field.text("services", "services whose containers use the GPU, with a space between",
                            Fault::services),
                    Field.text("given", GpuFields.GIVEN, Fault::given),
                    Field.flag("usersUnknown", GpuFields.UNKNOWN, Fault::usersUnknown),
                    KernelFields.count(Fault::count),
                    Field.text("before",
                            "what was read of the GPU in the minute before, with a semicolon between; may be empty",
                            Fault::before)));

    private GpuFaultKind() {}

    private static List<Field<Fault>> family() {
        List<Field<Fault>> all = new ArrayList<>(GpuFields.of(Fault::gpu));
        all.addAll(VictimFields.of(Fault::user));
        return all;
    }
}
