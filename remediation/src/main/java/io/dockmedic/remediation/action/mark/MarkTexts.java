package io.dockmedic.remediation.action.mark;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.mark.GpuMark;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the marks on GPUs are to say: one for each GPU, of all incidents that ask for it and of what is known of the GPU now. */
public final class MarkTexts {
    /** Then it is known who uses it; else who did when the incident was heard of. */
    private static final Set<GpuState> TELLS = Set.of(GpuState.OK, GpuState.ASLEEP);

    private final Supplier<GpuSamples> gpus;
    private final Supplier<Collection<Container>> containers;
    private final UnaryOperator<String> words;
    private final Clock clock;

    /**
     * @param gpus       as they were last read
     * @param containers every container there is
     * @param words      without what looks like a secret: everybody may read the files
     */
    public MarkTexts(Supplier<GpuSamples> gpus, Supplier<Collection<Container>> containers, UnaryOperator<String> words,
            Clock clock) {
        this.gpus = gpus;
        this.containers = containers;
        this.words = words;
        this.clock = clock;
    }

    /** With what was read of its GPU, else with what another of {@code all} knows of it. */
    Marked known(Marked marked, Collection<Marked> all) {
        return Stream.concat(sample(marked.gpu()).stream().map(sample -> sample.reading().gpu()),
                all.stream().map(Marked::gpu).filter(gpu -> !gpu.uuid().isEmpty() && !gpu.pci().isEmpty()))
                .filter(marked::isOn)
                .findFirst()
                .map(marked::knowing)
                .orElse(marked);
    }

    /** By the names of their files. */
    Map<String, GpuMark> of(Collection<Marked> wanted) {
        Map<String, GpuMark> all = new LinkedHashMap<>();
        wanted.stream()
                .collect(Collectors.groupingBy(marked -> key(marked.gpu()), LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(ofOne -> {
                    GpuMark mark = together(ofOne);
                    all.put(mark.name(), mark);
                });
        return all;
    }

    private static String key(Gpu gpu) {
        return gpu.pci().isEmpty() ? gpu.uuid() : gpu.pci();
    }

    /** @param ofOne GPU, one at least */
    private GpuMark together(List<Marked> ofOne) {
        Gpu gpu = ofOne.stream()
                .map(Marked::gpu)
                .filter(one -> !one.uuid().isEmpty())
                .findFirst()
                .orElse(ofOne.getFirst().gpu());
        List<String> rules = ofOne.stream().map(one -> one.incident().rule()).distinct().sorted().toList();
        List<String> ids = ofOne.stream().map(one -> one.incident().id()).sorted().toList();
        String why = ofOne.stream().map(Marked::why).distinct().sorted().collect(Collectors.joining("; "));
        return GpuMark.of(gpu, new GpuMark.Cause(
                clock.shown(ofOne.stream().map(Marked::since).min(Instant::compareTo).orElseThrow()), rules,
                ids, names(gpu, ofOne), words.apply(why)));
    }

    /** Of the containers that use it. */
    private List<String> names(Gpu gpu, List<Marked> ofOne) {
        List<Container> using = new ArrayList<>();
        Optional<GpuSample> sample = sample(gpu).filter(one -> TELLS.contains(one.reading().state()));
        if (sample.isPresent()) {
            using.addAll(sample.get().containers());
        } else {
            Set<String> services = ofOne.stream()
                    .flatMap(one -> one.services().stream())
                    .collect(Collectors.toSet());
            containers.get()
                    .stream()
                    .filter(one -> services.contains(one.service().key()))
                    .forEach(using::add);
        }
        return using.stream().map(Container::name).distinct().sorted().toList();
    }

    private Optional<GpuSample> sample(Gpu gpu) {
        return gpus.get()
                .gpus()
                .stream()
                .filter(one -> Marked.same(one.reading().gpu(), gpu))
                .findFirst();
    }
}
