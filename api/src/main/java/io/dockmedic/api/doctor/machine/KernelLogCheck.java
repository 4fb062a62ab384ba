package io.dockmedic.api.doctor.machine;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.KernelLogLook;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.vertx.core.Future;
import java.util.List;

/** Whether the kernel's log can be read. */
public final class KernelLogCheck implements Check {
    @Override
    public String name() {
        return "kernel_log";
    }

    @Override
    public Section section() {
        return Section.MACHINE;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        boolean wanted = facts.settings().config().kernelLog();
        return facts.kernelLog()
                .compose(look -> facts.elsewhere()
                        .map(away -> List.of(!wanted ? unwanted() : away ? another() : of(look, facts.visitor()))));
    }

    static Finding another() {
        return Finding.loses("the kernel's log that can be read is this machine's, and the engine is on another",
                Feature.KERNEL_LOG).todo("run Dockmedic on the engine's machine");
    }

    static Finding unwanted() {
        return Finding.loses("kernel_log: false: the kernel's log is not read", Feature.KERNEL_LOG)
                .todo("kernel_log: true");
    }

    static Finding of(KernelLogLook look, Visitor visitor) {
        if (look.trouble().isEmpty()) {
            return Finding.ok("the kernel's log is readable");
        }
        String restricted = look.restricted() ? ", and kernel.dmesg_restrict is 1" : "";
        Finding finding = Finding.loses(look.trouble() + " (looked at as " + visitor.user() + restricted + ")",
                Feature.KERNEL_LOG);
        return visitor.contained()
                ? finding.todo("docker run --device /dev/kmsg:/dev/kmsg:r"
                        + (look.restricted() ? " --user 0 --cap-add SYSLOG …" : " …"))
                : finding.todo("AmbientCapabilities=CAP_SYSLOG in the service's unit, as the package's has it",
                        "or to do without: kernel_log: false");
    }
}
