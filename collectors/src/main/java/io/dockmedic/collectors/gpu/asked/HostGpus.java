package io.dockmedic.collectors.gpu.asked;

import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.gpu.reading.KnownGpus;
import io.dockmedic.collectors.gpu.reading.PciAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The GPUs of a host, by all that a container may call them. Numbers are those that the driver has for them now. Where
 * it is not sure which GPU is meant, none is.
 *
 * @param known of this host
 * @param files where a GPU sits, by the name of its file: {@code nvidia0}, {@code renderD128}, {@code card0}
 * @param parts where a divided GPU sits, by the UUIDs of its parts: {@code MIG-…}
 */
public record HostGpus(KnownGpus known, Map<String, String> files, Map<String, String> parts) {
    /** {@code nvidia.com/gpu=0}; with {@code runtime.} before it the vendor's runtime looks it up when it starts. */
    private static final Pattern CDI = Pattern.compile("(?:runtime\\.)?(nvidia|amd)\\.com/(?:gpu|mig)=(.+)");
    /** As {@code management.nvidia.com/gpu=all}: it may be any of NVIDIA's GPUs. */
    private static final Pattern OTHER_OF_NVIDIAS = Pattern.compile("[^/]+\\.nvidia\\.com/.*");
    /** What a file of CDI may call it beside its number and UUID. */
    private static final Pattern TYPED = Pattern.compile("(?:gpu|mig)(\\d.*)");
    /** {@code 0:1}, the instance of a GPU that is divided. */
    private static final Pattern INSTANCE = Pattern.compile("(\\d{1,4}):\\d{1,4}(?::\\d{1,4})?");
    /** What a part of a GPU was called by drivers from before 470, with the GPU's own UUID in it. */
    private static final Pattern OLD_INSTANCE = Pattern.compile("MIG-(GPU-[^/]+)/.*");
    private static final Pattern BY_PATH = Pattern.compile("pci-(.+)-(?:render|card)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
    private static final String ALL = "all";

    public HostGpus {
        files = Map.copyOf(files);
        Map<String, String> inOneCase = new HashMap<>();
        parts.forEach((uuid, pci) -> inOneCase.put(lower(uuid), pci));
        parts = Map.copyOf(inOneCase);
    }

    /** What that comes to. */
    public Given given(GpuAsk ask) {
        Set<Gpu> gpus = new LinkedHashSet<>();
        List<Wish> unknown = new ArrayList<>();
        for (Wish wish : ask.wishes()) {
            find(wish).ifPresentOrElse(gpus::addAll, () -> unknown.add(wish));
        }
        return gpus.isEmpty() && unknown.isEmpty() ? Given.NOTHING : new Given(List.copyOf(gpus), unknown);
    }

    /** Empty where it is not known. */
    private Optional<List<Gpu>> find(Wish wish) {
        return switch (wish) {
            case Wish.All all -> vendor(all.vendor()).map(this::of);
            case Wish.First first -> vendor(first.vendor()).flatMap(vendor -> first(vendor, first.count()));
            case Wish.Named named -> named(named.vendor(), named.name());
            case Wish.Cdi cdi -> cdi(cdi.name());
            case Wish.Device device -> device(device.path().substring("/dev/".length()));
        };
    }

    /** Where it is not said, the engine takes NVIDIA's driver before AMD's. */
    private Optional<String> vendor(String said) {
        if (!said.isEmpty()) {
            return Optional.of(said);
        }
        return known.whole()
                ? Optional.of(of(Gpu.NVIDIA).isEmpty() ? Gpu.AMD : Gpu.NVIDIA)
                : Optional.empty();
    }

    private List<Gpu> of(String vendor) {
        return known.gpus().stream().filter(gpu -> gpu.vendor().equals(vendor)).toList();
    }

    /** AMD's tools do not number them as its driver does, as far as is known. */
    private Optional<List<Gpu>> first(String vendor, int count) {
        List<Gpu> all = of(vendor);
        if (!known.whole() || (vendor.equals(Gpu.AMD) && count < all.size())) {
            return Optional.empty();
        }
        return Optional.of(vendor.equals(Gpu.AMD)
                ? all
                : all.stream().filter(gpu -> gpu.index() >= 0 && gpu.index() < count).toList());
    }

    private Optional<List<Gpu>> named(String said, String name) {
        Matcher instance = INSTANCE.matcher(name);
        String number = instance.matches() ? instance.group(1) : name;
        if (NUMBER.matcher(number).matches()) {
            int index = Integer.parseInt(number);
            return vendor(said).filter(vendor -> vendor.equals(Gpu.NVIDIA))
                    .flatMap(vendor -> one(gpu -> gpu.vendor().equals(vendor) && gpu.index() == index));
        }
        Matcher old = OLD_INSTANCE.matcher(name);
        String uuid = old.matches() ? old.group(1) : name;
        String place = parts.getOrDefault(lower(uuid), PciAddress.normal(uuid));
        return one(gpu -> gpu.pci().equals(place) || isUuid(gpu.uuid(), uuid));
    }

    private static String lower(String uuid) {
        return uuid.toLowerCase(Locale.ROOT);
    }

    /** AMD's tools write its unique number as such, {@code 0x…}. */
    private static boolean isUuid(String own, String name) {
        return !own.isEmpty()
                && (own.equalsIgnoreCase(name) || own.equalsIgnoreCase("GPU-" + name.replaceFirst("^0x", "")));
    }

    private Optional<List<Gpu>> cdi(String device) {
        Matcher parts = CDI.matcher(device);
        if (!parts.matches()) {
            // Else it is no GPU, or not of those that are read.
            return OTHER_OF_NVIDIAS.matcher(device).matches() ? Optional.empty() : Optional.of(List.of());
        }
        String vendor = parts.group(1);
        String name = parts.group(2);
        Matcher typed = TYPED.matcher(name);
        return name.equals(ALL) ? Optional.of(of(vendor)) : named(vendor, typed.matches() ? typed.group(1) : name);
    }

    /** @param file below {@code /dev} */
    private Optional<List<Gpu>> device(String file) {
        if (file.equals("dri")) {
            return Optional.of(of(Gpu.AMD));
        }
        String name = file.substring(file.lastIndexOf('/') + 1);
        Matcher path = BY_PATH.matcher(name);
        String place = path.matches() ? PciAddress.normal(path.group(1)) : files.getOrDefault(name, "");
        Optional<List<Gpu>> found = one(gpu -> gpu.pci().equals(place));
        boolean others = found.isEmpty() && !place.isEmpty() && known.whole();
        return others ? Optional.of(List.of()) : found;
    }

    private Optional<List<Gpu>> one(Predicate<Gpu> which) {
        List<Gpu> found = known.gpus().stream().filter(which).toList();
        return found.size() == 1 ? Optional.of(found) : Optional.empty();
    }
}
