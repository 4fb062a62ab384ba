package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.GpuTraits;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.watch.DriverSample;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import io.dockmedic.collectors.gpu.watch.Holders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A GPU that needs a reset, with those that it is linked to. Pure.
 *
 * @param gpu     that needs it
 * @param resets  those that are reset, all together: it, and before Ampere all that it is linked to
 * @param drained those that nothing may use meanwhile: it, and all that it is linked to
 */
record Group(Gpu gpu, List<GpuReading> resets, List<GpuReading> drained) {
    /** From it on a GPU can be reset by itself whatever it is linked to. */
    private static final int AMPERE = 7;

    Group {
        resets = List.copyOf(resets);
        drained = List.copyOf(drained);
    }

    /** @throws Refusal where it must not be reset, or that is not known */
    static Group of(GpuSamples samples, Map<String, GpuTraits> traits, Gpu asked) throws Refusal {
        vendor(asked);
        driver(samples);
        GpuReading reading = read(samples, asked.pci(), "it");
        needed(reading);
        Set<String> linked = linked(asked.pci(), traits);
        List<GpuReading> drained = new ArrayList<>(List.of(reading));
        for (String place : linked) {
            drained.add(read(samples, place, "a GPU that is linked to it by NVLink, at " + place + ","));
        }
        List<GpuReading> resets = alone(asked.pci(), linked, traits) ? List.of(reading) : drained;
        for (GpuReading one : resets) {
            resettable(one, traits.getOrDefault(one.gpu().pci(), GpuTraits.UNKNOWN));
        }
        for (GpuReading one : drained) {
            if (one.device().isEmpty()) {
                throw Refusal
                        .of("it is not known which file " + one.gpu().words() + " has, and so not who has it open");
            }
        }
        return new Group(reading.gpu(), resets, drained);
    }

    static void vendor(Gpu asked) throws Refusal {
        if (!asked.vendor().equals(Gpu.NVIDIA)) {
            throw Refusal.of("only NVIDIA's GPUs are reset; of AMD's the driver resets some by itself, and a person the"
                    + " others (amd-smi reset --gpureset)");
        }
    }

    private static void driver(GpuSamples samples) throws Refusal {
        DriverSample driver = samples.drivers()
                .stream()
                .filter(one -> one.vendor().equals(Gpu.NVIDIA))
                .findFirst()
                .orElseThrow(() -> Refusal.of("NVIDIA's GPUs have not been read yet"));
        switch (driver.state()) {
            case OK -> {
                // It answers.
            }
            case MISMATCH -> throw Refusal.of("NVIDIA's library and the loaded driver are of different versions ("
                    + driver.why() + "): what is stopped would get no GPU when it starts");
            case RELEASED -> throw Refusal.of("the GPUs are " + driver.why());
            case NO_DRIVER, NO_LIBRARY, STUCK, REFUSED, FAILED ->
                throw Refusal.of("NVIDIA's driver is " + driver.state().word() + ": " + driver.why());
        }
    }

    private static GpuReading read(GpuSamples samples, String place, String who) throws Refusal {
        GpuReading reading = samples.gpus()
                .stream()
                .map(GpuSample::reading)
                .filter(one -> one.gpu().pci().equals(place) && one.gpu().vendor().equals(Gpu.NVIDIA))
                .findFirst()
                .orElseThrow(() -> Refusal.of(who + " is not among the GPUs that are read"));
        if (reading.state() == GpuState.LOST) {
            throw Refusal.of(who + " has fallen off the bus: no reset helps, the machine must be started anew");
        }
        if (reading.state() != GpuState.OK) {
            throw Refusal.of(who + " is " + reading.state().word() + " (" + reading.why()
                    + "), so that how it is set up and who uses it cannot be seen");
        }
        return reading;
    }

    private static void needed(GpuReading reading) throws Refusal {
        if (reading.cure() != Cure.RESET) {
            throw Refusal.of(reading.cure() == Cure.NONE
                    ? "nothing says any more that it needs a reset"
                    : "it needs something else by now, " + reading.cure().word() + ": " + reading.why());
        }
    }

    private static void resettable(GpuReading reading, GpuTraits traits) throws Refusal {
        String who = reading.gpu().words();
        if (traits.display()) {
            throw Refusal.of("a screen hangs on " + who + ", or it is not known that none does");
        }
        if (reading.value(Quantity.DIVIDED) != 0) {
            throw Refusal.of(who + " is divided into instances (MIG), which a reset takes away");
        }
        if (!reading.values().containsKey(Quantity.PERSISTENCE)) {
            throw Refusal.of(who + " does not say whether persistence mode is on");
        }
    }

    /** Whether it can be reset without those that it is linked to. */
    private static boolean alone(String place, Set<String> linked, Map<String, GpuTraits> traits) throws Refusal {
        int architecture = traits.getOrDefault(place, GpuTraits.UNKNOWN).architecture();
        if (architecture < 0 && !linked.isEmpty()) {
            throw Refusal.of("it is not known whether it can be reset without the GPUs that it is linked to");
        }
        return linked.isEmpty() || architecture >= AMPERE;
    }

    /** All that it is linked to by NVLink, also through others and through switches, in order. */
    static Set<String> linked(String place, Map<String, GpuTraits> traits) throws Refusal {
        Set<String> found = new TreeSet<>(Set.of(place));
        List<String> next = new ArrayList<>(found);
        while (!next.isEmpty()) {
            String from = next.removeLast();
            for (String other : new TreeSet<>(traits.keySet())) {
                if (!found.contains(other) && joined(from, other, traits)) {
                    found.add(other);
                    next.add(other);
                }
            }
        }
        found.remove(place);
        return found;
    }

    private static boolean joined(String one, String other, Map<String, GpuTraits> all) throws Refusal {
        GpuTraits its = all.getOrDefault(one, GpuTraits.UNKNOWN);
        GpuTraits others = all.getOrDefault(other, GpuTraits.UNKNOWN);
        boolean direct = its.links().contains(other) || others.links().contains(one);
        boolean bySwitch = toSwitch(its, all) && toSwitch(others, all);
        if (!direct && !bySwitch && !(its.linksKnown() && others.linksKnown())) {
            throw Refusal.of("it is not known whether the GPUs at " + one + " and " + other
                    + " are linked by NVLink: all that uses either would have to be stopped");
        }
        return direct || bySwitch;
    }

    /** What is no GPU is a switch. */
    private static boolean toSwitch(GpuTraits one, Map<String, GpuTraits> all) {
        return !all.keySet().containsAll(one.links());
    }

    /** Files of those that nothing may use meanwhile. */
    Set<String> devices() {
        Set<String> devices = new TreeSet<>();
        drained.forEach(one -> devices.add(one.device()));
        return devices;
    }

    /** Files of those that are reset. */
    Set<String> opened() {
        return files(any -> true);
    }

    /** Whether it lets go of all that is reset: persistence mode is switched off where it is on, and what is only linked may keep it. */
    boolean letsGo(Holders.Holder holder) {
        return holder.keepsPersistence()
                && Collections.disjoint(holder.devices(), files(one -> one.value(Quantity.PERSISTENCE) == 0));
    }

    private Set<String> files(Predicate<GpuReading> which) {
        return resets.stream().filter(which).map(GpuReading::device).collect(Collectors.toCollection(TreeSet::new));
    }
}
