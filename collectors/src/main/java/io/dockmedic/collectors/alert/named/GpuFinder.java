package io.dockmedic.collectors.alert.named;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.gpu.reading.KnownGpus;
import io.dockmedic.collectors.gpu.reading.PciAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the one GPU of this host that others mean. Where several could be meant, none is. */
final class GpuFinder {
    private static final Pattern UUID = Pattern.compile(
            "GPU-\\S+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final String NVIDIA = "GPU-";
    private static final String DEVICE = "nvidia";

    private final Supplier<KnownGpus> gpus;

    /** @param gpus of this host */
    GpuFinder(Supplier<KnownGpus> gpus) {
        this.gpus = gpus;
    }

    /**
     * What was found.
     *
     * @param gpu     null when there is none
     * @param missing why, where GPUs are known and one was named; else empty
     * @param foreign whether what was named cannot be here: a UUID is no other GPU's
     */
    record Found(@Nullable Gpu gpu, String missing, boolean foreign) {
        static final Found UNSAID = new Found(null, "", false);
    }

    /** @param alone whether nothing else is named: a bare UUID beside a container may be anything's */
    Found find(List<String> names, boolean alone) {
        KnownGpus known = gpus.get();
        List<Gpu> all = known.gpus();
        if (!known.whole()) {
            // A number may be that of one which is not known; a place and a UUID are nobody else's.
            return names.stream()
                    .flatMap(name -> all.stream().filter(byPlaceOrUuid(name.strip())))
                    .findFirst()
                    .map(gpu -> new Found(gpu, "", false))
                    .orElse(Found.UNSAID);
        }
        boolean foreign = names.stream().allMatch(name -> tells(all, name.strip(), alone));
        if (names.isEmpty() || (all.isEmpty() && !foreign)) {
            return Found.UNSAID;
        }
        for (String name : names) {
            List<Gpu> meant = all.stream().filter(called(name.strip())).toList();
            if (meant.size() == 1) {
                return new Found(meant.getFirst(), "", false);
            }
            if (meant.size() > 1) {
                return new Found(null, "several GPUs may be called " + name, false);
            }
        }
        return new Found(null, "no GPU of this host is called " + String.join(" or ", names),
                foreign);
    }

    /** Whether it is a UUID, by which each of those would be known: of some of AMD's it is not. */
    private static boolean tells(List<Gpu> all, String name, boolean alone) {
        return UUID.matcher(name).matches()
                && (name.regionMatches(true, 0, NVIDIA, 0, NVIDIA.length())
                        || (alone && !all.isEmpty()
                                && all.stream().allMatch(gpu -> gpu.vendor().equals(Gpu.NVIDIA))));
    }

    private static Predicate<Gpu> called(String name) {
        if (name.matches("\\d{1,4}")) {
            return gpu -> gpu.index() == Integer.parseInt(name);
        }
        if (name.matches(DEVICE + "\\d{1,4}")) {
            int index = Integer.parseInt(name.substring(DEVICE.length()));
            return gpu -> gpu.vendor().equals(Gpu.NVIDIA) && gpu.index() == index;
        }
        return byPlaceOrUuid(name);
    }

    private static Predicate<Gpu> byPlaceOrUuid(String name) {
        String place = PciAddress.normal(name);
        String uuid = name.toLowerCase(Locale.ROOT);
        return gpu -> gpu.pci().equals(place) || isUuid(gpu.uuid().toLowerCase(Locale.ROOT), uuid);
    }

    private static boolean isUuid(String own, String name) {
        return !own.isEmpty() && (own.equals(name) || own.equals("gpu-" + name));
    }
}
