package io.dockmedic.collectors.gpu.amd;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.amd.Told.GoneException;
import io.dockmedic.collectors.gpu.fault.AmdCatalogue;
import io.dockmedic.collectors.gpu.fault.Looks;
import io.dockmedic.collectors.gpu.fault.Need;
import io.dockmedic.collectors.gpu.fault.Report;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.Quantity;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One GPU of AMD's, from the files of its driver. Reading one may hang for ever. One that sleeps is not woken: only what the
 * kernel itself knows of it is read then. For one thread at a time, but for {@link #in} and {@link #gpu}.
 */
public final class AmdGpu {
    private static final Logger LOG = LoggerFactory.getLogger(AmdGpu.class);
    /** Between two looks at the counts of errors, which are asked of the hardware. */
    private static final Duration SELDOM = Duration.ofSeconds(60);
    private static final long PERCENT = 100;
    private static final long MOST_BYTES = 1L << 50;
    private static final long MOST_REPLAYS = 0xFFFF_FFFEL;
    private static final long MOST_LANES = 64;
    private static final int GIGA_IN_MEGA = 1_000;
    /** What a label of the voltage of the processor's own part shows; no card has that. */
    public static final String OF_A_PROCESSOR = "vddnb";

    /** What is asked of the GPU itself. */
    private static final Set<Quantity> OF_THE_HARDWARE = EnumSet.of(Quantity.UTILIZATION, Quantity.MEMORY_UTILIZATION,
            Quantity.TEMPERATURE, Quantity.HOTSPOT_TEMPERATURE, Quantity.MEMORY_TEMPERATURE, Quantity.POWER,
            Quantity.SM_CLOCK, Quantity.MEMORY_CLOCK, Quantity.FAN, Quantity.FAN_TURNS);

    private final Path device;
    private final Models models;
    private final Looks looks;
    private final Consumer<Report> faults;
    private final Told told;
    private final ErrorCounts errors = new ErrorCounts();
    private volatile Gpu gpu;
    private String file = "";
    private String hwmon = "";
    private boolean integrated;
    private boolean met;
    private Instant errorsAt = Instant.MIN;
    private BadPages pages = BadPages.UNTOLD;

    /**
     * @param index  among those of AMD's, in the order of the bus
     * @param pci    where it sits
     * @param root   of the machine's files
     * @param looks  is told when the counts of errors are asked for
     * @param faults takes those that are found by reading
     */
    public AmdGpu(int index, String pci, Path root, SysFile files, Looks looks, Consumer<Report> faults) {
        this.device = root.resolve("sys/bus/pci/devices").resolve(pci);
        this.models = new Models(root);
        this.looks = looks;
        this.faults = faults;
        this.told = new Told(device, files);
        this.gpu = new Gpu(index, Gpu.AMD, pci, "", "");
    }

    /** What is known of it. May be asked from any thread. */
    public Gpu gpu() {
        return gpu;
    }

    /** The file that is being read, or was last; empty before the first. May be asked from any thread. */
    public String in() {
        return told.in();
    }

    /** Reads all that it tells. */
    public GpuReading read(Instant now) {
        try {
            if (asleep()) {
                // What was counted before it fell asleep has not become less.
                Map<Quantity, Long> kept = new EnumMap<>(Quantity.class);
                errors.put(kept);
                pages.put(kept);
                Need need = pages.need();
                return new GpuReading(gpu, file, GpuState.ASLEEP, need.cure(), need.why(), kept, Set.of(), List.of());
            }
            meet();
            Map<Quantity, Long> values = new EnumMap<>(Quantity.class);
            load(values);
            if (!hwmon.isEmpty()) {
                Sensors.read(told, hwmon, values);
            }
            String odd = told.takeOdd();
            // Its memory and its link are the kernel's own words, and go on being told.
            if (values.isEmpty() || (!odd.isEmpty() && OF_THE_HARDWARE.stream().noneMatch(values::containsKey))) {
                return new GpuReading(gpu, file, GpuState.FAILED, Cure.NONE,
                        "it tells nothing that it is asked" + (odd.isEmpty() ? "" : "; " + odd), values, Set.of(),
                        List.of());
            }
            values.put(Quantity.INTEGRATED, integrated ? 1L : 0L);
            errors(now, values);
            Need need = pages.need();
            return new GpuReading(gpu, file, GpuState.OK, need.cure(), need.why(), values,
                    Sensors.slowdown(values), List.of());
        } catch (GoneException e) {
            return lost(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What it may draw, after that was set where it is to be. One that sleeps is not woken.
     *
     * @param milliwatts 0 to leave it as it is
     */
    public PowerAnswer power(long milliwatts) {
        try {
            if (asleep()) {
                return new PowerAnswer.Refused(PowerAnswer.Why.NOT_NOW, "it is asleep");
            }
            meet();
            return hwmon.isEmpty()
                    ? new PowerAnswer.Refused(PowerAnswer.Why.NOT_SUPPORTED, "it has no sensors")
                    : PowerCap.ask(told, hwmon, milliwatts);
        } catch (GoneException e) {
            return new PowerAnswer.Refused(PowerAnswer.Why.GONE, String.valueOf(e.getMessage()));
        }
    }

    /** What to say of one that was there and is not any more. May be called from any thread. */
    public GpuReading lost(String why) {
        return GpuReading.silent(gpu, "", GpuState.LOST, Cure.REBOOT, why);
    }

    private boolean asleep() throws GoneException {
        String status = told.text("power/runtime_status");
        return switch (status) {
            case "", "unsupported" -> told.text("power_state").startsWith("D3");
            case "active", "error" -> false;
            default -> true;
        };
    }

    /** Finds out what does not change while the driver has it. */
    private void meet() throws GoneException {
        if (met && !hwmon.isEmpty() && Files.exists(device.resolve(hwmon))) {
            return;
        }
        hwmon = folders("hwmon").stream()
                .filter(folder -> Files.exists(device.resolve(folder).resolve("temp1_input"))
                        || Files.exists(device.resolve(folder).resolve("power1_average"))
                        || Files.exists(device.resolve(folder).resolve("name")))
                .findFirst()
                .map(folder -> folder + "/")
                .orElse("");
        if (met) {
            return;
        }
        file = folders("drm").stream()
                .map(folder -> folder.substring(folder.indexOf('/') + 1))
                .filter(name -> name.startsWith("renderD"))
                .findFirst()
                .orElse("");
        integrated = !hwmon.isEmpty() && told.text(hwmon + "in1_label").equals(OF_A_PROCESSOR);
        String id = told.text("unique_id");
        String product = told.text("product_name");
        String model = product.isEmpty() ? models.name(told.text("device"), told.text("revision")) : product;
        gpu = new Gpu(gpu.index(), Gpu.AMD, gpu.pci(), id.isEmpty() ? "" : "GPU-" + id, model);
        met = true;
        LOG.atInfo()
                .addKeyValue("gpu", gpu.words())
                .addKeyValue("id", gpu.uuid())
                .addKeyValue("vbios", told.text("vbios_version"))
                .addKeyValue("integrated", integrated)
                .log("A GPU of AMD's is read");
    }

    /** Folders in that folder of the device's, in order, each with that folder's name before it. */
    private List<String> folders(String folder) {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(device.resolve(folder))) {
            all.forEach(one -> found.add(folder + "/" + one.getFileName()));
        } catch (IOException | DirectoryIteratorException none) {
            return List.of();
        }
        found.sort(String::compareTo);
        return found;
    }

    private void load(Map<Quantity, Long> values) throws GoneException {
        put(values, Quantity.UTILIZATION, "gpu_busy_percent", PERCENT);
        put(values, Quantity.MEMORY_UTILIZATION, "mem_busy_percent", PERCENT);
        put(values, Quantity.MEMORY_TOTAL, "mem_info_vram_total", MOST_BYTES);
        put(values, Quantity.MEMORY_USED, "mem_info_vram_used", MOST_BYTES);
        Long total = values.get(Quantity.MEMORY_TOTAL);
        Long used = values.get(Quantity.MEMORY_USED);
        if (total != null && used != null) {
            values.put(Quantity.MEMORY_FREE, Math.max(0, total - used));
        }
        put(values, Quantity.SHARED_MEMORY_TOTAL, "mem_info_gtt_total", MOST_BYTES);
        put(values, Quantity.SHARED_MEMORY_USED, "mem_info_gtt_used", MOST_BYTES);
        put(values, Quantity.PCIE_REPLAYS, "pcie_replay_count", MOST_REPLAYS);
        put(values, Quantity.PCIE_WIDTH, "current_link_width", MOST_LANES);
        // "16.0 GT/s PCIe", or "Unknown".
        String speed = told.text("current_link_speed");
        int blank = speed.indexOf(' ');
        if (blank > 0 && speed.startsWith("GT/s", blank + 1)) {
            try {
                values.put(Quantity.PCIE_SPEED,
                        Math.round(Double.parseDouble(speed.substring(0, blank)) * GIGA_IN_MEGA));
            } catch (NumberFormatException notOne) {
                // Not told.
            }
        }
    }

    private void put(Map<Quantity, Long> values, Quantity quantity, String name, long most) throws GoneException {
        told.number(name, most).ifPresent(value -> values.put(quantity, value));
    }

    /** What was found at the last look that was due. */
    private void errors(Instant now, Map<Quantity, Long> values) throws GoneException {
        if (!errorsAt.plus(SELDOM).isAfter(now)) {
            looks.begins(gpu.pci(), now, errorsAt.equals(Instant.MIN));
            errorsAt = now;
            Map<Quantity, Long> fresh = errors.read(told,
                    folders("ras").stream().filter(name -> name.endsWith("_err_count")).toList());
            if (fresh.getOrDefault(Quantity.ECC_UNCORRECTED_VOLATILE, 0L) > 0) {
                faults.accept(Report.ofLibrary(Gpu.AMD, gpu.pci(), AmdCatalogue.UNCORRECTED, now));
            }
            pages = BadPages.of(told.text("ras/gpu_vram_bad_pages"));
        }
        errors.put(values);
        pages.put(values);
    }
}
