package io.dockmedic.api.doctor.finding;

import java.util.Locale;

/** What a deployment can lose. A new one is a line here and a row in docs/doctor.md, which a test asks for. */
public enum Feature {
    WATCHING("deaths, starts and health, as they happen"), INTENT("telling a fault from a request"), HEALING(
            "healing"), CALLING("calling a person"), LOG_LINES("the last log lines, as evidence"), READINGS(
                    "memory and processor readings of containers"), KERNEL_READINGS(
                            "readings of containers straight from the kernel: less cost, and kills of a child for want of memory"), PRESSURE(
                                    "time that containers lose to waiting (PSI)"), DESCRIPTORS(
                                            "file descriptors of containers"), KERNEL_LOG(
                                                    "the kernel's log: who ran out of memory, I/O errors, broken file systems, faults of GPUs"), ENGINE_DISK(
                                                            "how full the engine's disk is"), OTHER_DISKS(
                                                                    "how full the disks of volumes and binds are"), LOG_SIZES(
                                                                            "the size of json logs"), SPACE(
                                                                                    "what uses the engine's disk"), DIAGNOSIS(
                                                                                            "whether an image is still there, in a diagnosis"), NAMELESS_IMAGES(
                                                                                                    "which images have no name, for prune"), PEOPLE(
                                                                                                            "whether somebody is inside a container, at a terminal"), NETWORKS(
                                                                                                                    "that a container is off a network on which the engine says it is"), GPUS(
                                                                                                                            "GPUs"), GPU_ACCESS(
                                                                                                                                    "that a container lost its GPU while all is well on the host"), LEASE(
                                                                                                                                            "that another instance acts on the engine already");

    private final String words;

    Feature(String words) {
        this.words = words;
    }

    /** For a person. */
    public String words() {
        return words;
    }

    /** As JSON writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
