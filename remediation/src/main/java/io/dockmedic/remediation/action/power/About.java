package io.dockmedic.remediation.action.power;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuEvent;
import io.dockmedic.collectors.gpu.reading.PowerLimit;
import io.dockmedic.rules.incident.Incident;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Which GPU an act is about, as its notes keep it.
 *
 * @param pci    where it sits, which is what it is known by
 * @param vendor whose
 * @param words  for a person
 * @param calm   what is set is put back when nothing has slowed it down for so long
 */
record About(String pci, String vendor, String words, Duration calm) {
    private static final String PCI = "gpu";
    private static final String VENDOR = "vendor";
    private static final String WORDS = "words";
    private static final String CALM = "calm";

    /** The GPU that an incident is about; empty when it is about none. */
    static Optional<Gpu> gpu(Incident incident) {
        return switch (incident.latest()) {
            case GpuEvent.Sampled read -> Optional.of(read.gpu());
            case GpuEvent.Fault fault -> Optional.of(fault.gpu());
            case GpuEvent.Quiet quiet -> Optional.of(quiet.gpu());
            default -> Optional.empty();
        };
    }

    static About of(Gpu gpu, PowerSettings settings) {
        return new About(gpu.pci(), gpu.vendor(), gpu.words(), settings.calm());
    }

    /** Of an act's notes. */
    static About of(Map<String, String> notes) {
        return new About(notes.getOrDefault(PCI, ""), notes.getOrDefault(VENDOR, ""),
                notes.getOrDefault(WORDS, "a GPU"),
                Duration.ofSeconds(Long.parseLong(notes.getOrDefault(CALM, "0"))));
    }

    Map<String, String> notes() {
        return Map.of(PCI, pci, VENDOR, vendor, WORDS, words, CALM, Long.toString(calm.toSeconds()));
    }

    /** For a person. */
    String calmWords() {
        return calm.toHours() > 0 && calm.equals(Duration.ofHours(calm.toHours()))
                ? calm.toHours() + " h"
                : calm.toSeconds() + " s";
    }

    /** With what a person sets a limit. */
    String command(long milliwatts) {
        return vendor.equals(Gpu.AMD)
                ? "echo " + milliwatts * 1_000 + " | sudo tee /sys/bus/pci/devices/" + pci + "/hwmon/hwmon*/power1_cap"
                : "sudo nvidia-smi -i " + pci + " -pl " + PowerLimit.watts(milliwatts);
    }
}
