package io.dockmedic.api.doctor.machine;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.gpu.watch.Glance;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Whether NVIDIA's and AMD's GPUs can be read, where there are any. */
public final class GpuCheck implements Check {
    @Override
    public String name() {
        return "gpus";
    }

    @Override
    public Section section() {
        return Section.MACHINE;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        int expected = facts.settings().config().gpus().expected();
        boolean contained = facts.visitor().contained();
        return facts.settings().config().gpus().enabled()
                ? facts.gpus()
                        .compose(gpus -> facts.elsewhere()
                                .map(away -> away ? List.of(another(Feature.GPUS)) : all(gpus, expected, contained)))
                : Future.succeededFuture(List.of(Finding.ok("gpu: {enabled: false}: GPUs are not looked at")));
    }

    /** @param lost what goes with it */
    static Finding another(Feature lost) {
        return Finding.loses("GPUs that can be seen are this machine's, and the engine is on another", lost)
                .todo("run Dockmedic on the engine's machine");
    }

    private static List<Finding> all(Glance gpus, int expected, boolean contained) {
        Glance.OfAmd amd = gpus.amd();
        if (amd.onBus().isEmpty()) {
            return List.of(of(gpus, expected, contained));
        }
        if (gpus.none()) {
            return List.of(amd(amd, expected));
        }
        // What is short is NVIDIA's: one of AMD's that its driver does not have need not be had.
        List<Finding> all = new ArrayList<>(
                List.of(of(gpus, Math.max(0, expected - amd.counted()), contained), amd(amd, 0)));
        int there = gpus.known() + amd.counted();
        if (expected > 0 && gpus.known() > 0 && amd.counted() > 0 && there > expected) {
            all.add(lost("gpu: {expected: " + expected + "} is less than the " + there
                    + " GPUs that there are, AMD's among them: one that is lost may not be missed")
                    .todo("gpu: {expected: " + there + "}"));
        }
        return all;
    }

    /** One that the driver does not have need not be had: in many processors is one that nothing uses. */
    private static Finding amd(Glance.OfAmd gpus, int expected) {
        int driven = gpus.driven().size();
        if (gpus.counted() < expected) {
            return gpus.loaded()
                    ? lost("amdgpu, " + gpus.version() + ", has " + gpus.counted() + " GPUs of " + expected
                            + (gpus.why().isEmpty() ? "" : ": " + gpus.why())).todo("lspci -k -d 1002:",
                                    "sudo dmesg | grep -i amdgpu")
                    : lost(gpus.why()).todo("sudo modprobe amdgpu",
                            "or install AMD's driver and firmware: docs/gpu.md");
        }
        if (driven == 0) {
            return Finding.ok(gpus.why() + ": it is left alone");
        }
        return Finding.ok(driven + (driven == 1 ? " GPU" : " GPUs") + " of AMD's, amdgpu " + gpus.version()
                + (gpus.compute()
                        ? ""
                        : "; without kfd, so that ROCm's programs cannot compute on "
                                + (driven == 1 ? "it" : "them"))
                + (gpus.why().isEmpty() ? "" : "; " + gpus.why()));
    }

    static Finding of(Glance gpus, int expected, boolean contained) {
        int should = Math.max(expected, gpus.onBus().size());
        if (gpus.none() && expected == 0) {
            return Finding.ok("there is no GPU of NVIDIA's or AMD's");
        }
        return switch (gpus.driver()) {
            case OK -> gpus.known() < should
                    ? lost("the driver, " + gpus.version() + ", knows " + gpus.known() + " GPUs of " + should)
                            .todo("nvidia-smi --list-gpus", "sudo dmesg | grep -i nvrm")
                    : Finding.ok(gpus.known() + (gpus.known() == 1 ? " GPU, driver " : " GPUs, driver ")
                            + gpus.version() + (gpus.library().isEmpty() ? "" : ", by " + gpus.library()));
            case NO_DRIVER -> lost(gpus.why()).todo("sudo modprobe nvidia", "or install NVIDIA's driver: docs/gpu.md");
            case NO_LIBRARY -> lost("NVIDIA's library cannot be used: " + gpus.why()).todo(contained
                    ? "docker run --gpus all --pid host …, or gpu: {driver_root: /run/nvidia/driver} with that mounted"
                    : "it comes with the driver (Debian: libnvidia-ml1); elsewhere: gpu: {library: /path/libnvidia-ml.so.1}");
            case MISMATCH ->
                lost("driver and library are of different versions, so that no program that starts now can use"
                        + " a GPU: " + gpus.why()).todo("a reboot loads the driver anew");
            case REFUSED -> lost("the driver may not be asked: " + gpus.why()).todo(contained
                    ? "docker run --gpus all …"
                    : "ls -l /dev/nvidia*");
            case RELEASED -> Finding.ok(gpus.why());
            case STUCK -> lost("the driver hangs, and so does every program that asks it: " + gpus.why())
                    .todo("sudo dmesg | grep -i -e nvrm -e xid", "as a rule nothing but a reboot helps: docs/gpu.md");
            case FAILED -> lost("the driver fails: " + gpus.why()).todo("nvidia-smi",
                    "sudo dmesg | grep -i -e nvrm -e xid");
        };
    }

    private static Finding lost(String what) {
        return Finding.loses(what, Feature.GPUS);
    }
}
