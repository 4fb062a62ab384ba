package io.dockmedic.collectors.gpu.asked;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a container's settings ask for of GPUs, all of it together. Whether it was started with that, and whether it
 * uses it, is another question.
 *
 * @param runtime the container runtime that it is to be started with, where that is one for GPUs: {@code nvidia}; else
 *                empty
 */
public record GpuAsk(List<Wish> wishes, String runtime) {
    /** Nothing. */
    public static final GpuAsk NONE = new GpuAsk(List.of(), "");

    public GpuAsk {
        wishes = List.copyOf(wishes);
    }

    /** Whether it asks for no GPU. */
    public boolean none() {
        return wishes.isEmpty();
    }

    /** Whether it is GPUs of NVIDIA's that it asks for, or may be; its runtime alone asks for none. */
    public boolean asksNvidia() {
        return wishes.stream().anyMatch(Wish::mayBeNvidia);
    }

    /** Names of the CDI devices that it asks the engine for; those that it asks a vendor's runtime for are left out. */
    public List<String> cdi() {
        return wishes.stream()
                .filter(Wish.Cdi.class::isInstance)
                .map(Wish.Cdi.class::cast)
                .filter(Wish.Cdi::engine)
                .map(Wish.Cdi::name)
                .toList();
    }

    /** For a person: {@code GPU 0, GPU 1}; empty when it asks for none. */
    public String words() {
        return wishes.stream().map(Wish::words).distinct().collect(Collectors.joining(", "));
    }
}
