package io.dockmedic.api.doctor;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.configuration.DataCheck;
import io.dockmedic.api.doctor.configuration.FileCheck;
import io.dockmedic.api.doctor.configuration.InstanceCheck;
import io.dockmedic.api.doctor.configuration.ReceiverCheck;
import io.dockmedic.api.doctor.configuration.RuleCheck;
import io.dockmedic.api.doctor.container.ContainerCheck;
import io.dockmedic.api.doctor.engine.CallCheck;
import io.dockmedic.api.doctor.engine.KindCheck;
import io.dockmedic.api.doctor.engine.OwnCheck;
import io.dockmedic.api.doctor.engine.WayCheck;
import io.dockmedic.api.doctor.healer.HealerCheck;
import io.dockmedic.api.doctor.healer.LeaseCheck;
import io.dockmedic.api.doctor.healer.PolicyCheck;
import io.dockmedic.api.doctor.healer.UnitCheck;
import io.dockmedic.api.doctor.machine.DiskCheck;
import io.dockmedic.api.doctor.machine.GpuCheck;
import io.dockmedic.api.doctor.machine.GpuProbeCheck;
import io.dockmedic.api.doctor.machine.GroupCheck;
import io.dockmedic.api.doctor.machine.KernelLogCheck;
import io.dockmedic.remediation.decide.Policy;
import java.time.Instant;
import java.util.List;

/** The checks this version has, in the order of the page. A new one is a class and a line here. */
public final class Checks {
    private Checks() {}

    /**
     * All of them.
     *
     * @param policy the owner's limits
     * @param now    when they are made
     */
    public static List<Check> all(Policy policy, Instant now) {
        return List.of(
                new FileCheck(),
                new RuleCheck(),
                new ReceiverCheck(),
                new DataCheck(),
                new InstanceCheck(),
                new WayCheck(),
                new KindCheck(),
                new CallCheck(),
                new OwnCheck(),
                new GroupCheck(),
                new KernelLogCheck(),
                new DiskCheck(),
                new GpuCheck(),
                new GpuProbeCheck(),
                new HealerCheck(),
                new UnitCheck(),
                new PolicyCheck(),
                new LeaseCheck(),
                new ContainerCheck(policy, now));
    }
}
