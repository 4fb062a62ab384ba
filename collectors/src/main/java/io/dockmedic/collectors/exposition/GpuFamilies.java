package io.dockmedic.collectors.exposition;

import static io.dockmedic.collectors.exposition.GpuFamily.count;
import static io.dockmedic.collectors.exposition.GpuFamily.gauge;

import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.reading.Telling;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import java.util.List;
import java.util.Optional;

/**
 * Every metric of GPUs that shows what one says, in the order in which they are shown: first those that dcgm-exporter has
 * too, of NVIDIA's GPUs only, then those of all.
 */
final class GpuFamilies {
    private static final double MIB = 1 << 20;
    private static final double THOUSAND = 1_000;
    private static final double HUNDRED = 100;
    private static final double MEGA = 1_000_000;
    private static final String OF_AMD = "of AMD's our own sum, of what it said at our start and what came since.";

    static final List<GpuFamily> ALL = List.of(
            gauge("DCGM_FI_DEV_SM_CLOCK", "Clock of the processors, in MHz.", Quantity.SM_CLOCK),
            gauge("DCGM_FI_DEV_MEM_CLOCK", "Clock of the memory, in MHz.", Quantity.MEMORY_CLOCK),
            gauge("DCGM_FI_DEV_MEMORY_TEMP", "Temperature of the memory, in degrees Celsius.",
                    Quantity.MEMORY_TEMPERATURE),
            gauge("DCGM_FI_DEV_GPU_TEMP", "Temperature, in degrees Celsius.", Quantity.TEMPERATURE),
            gauge("DCGM_FI_DEV_GPU_TEMP_LIMIT",
                    "Degrees Celsius that are left until it is slowed down; may be below 0.",
                    Quantity.TEMPERATURE_MARGIN),
            gauge("DCGM_FI_DEV_SLOWDOWN_TEMP", "Temperature at which it is slowed down, in degrees Celsius.",
                    Quantity.TEMPERATURE_LIMIT),
            gauge("DCGM_FI_DEV_SHUTDOWN_TEMP", "Temperature at which it is switched off, in degrees Celsius.",
                    Quantity.TEMPERATURE_END),
            gauge("DCGM_FI_DEV_FAN_SPEED", "Speed of the fans, in percent of the most.", Quantity.FAN),
            gauge("DCGM_FI_DEV_POWER_USAGE", "Power that it draws, in watts.", Quantity.POWER, THOUSAND),
            gauge("DCGM_FI_DEV_ENFORCED_POWER_LIMIT", "Power that it may draw, in watts.", Quantity.POWER_LIMIT,
                    THOUSAND),
            count("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", "Energy used since the driver was loaded, in mJ.",
                    Quantity.ENERGY),
            count("DCGM_FI_DEV_PCIE_REPLAY_COUNTER", "Packets sent again over PCI Express.", Quantity.PCIE_REPLAYS),
            gauge("DCGM_FI_DEV_GPU_UTIL", "Percent of the time in which something ran on it.", Quantity.UTILIZATION),
            gauge("DCGM_FI_DEV_MEM_COPY_UTIL", "Percent of the time in which its memory was read or written.",
                    Quantity.MEMORY_UTILIZATION),
            gauge("DCGM_FI_DEV_ENC_UTIL", "Use of the encoder, in percent.", Quantity.ENCODER_UTILIZATION),
            gauge("DCGM_FI_DEV_DEC_UTIL", "Use of the decoder, in percent.", Quantity.DECODER_UTILIZATION),
            gauge("DCGM_FI_DEV_PSTATE", "Performance state, 0 the fastest to 15 the slowest.",
                    Quantity.PERFORMANCE_STATE),
            gauge("DCGM_FI_DEV_PERSISTENCE_MODE", "1 when the driver keeps it ready while no program uses it.",
                    Quantity.PERSISTENCE),
            gauge("DCGM_FI_DEV_MIG_MODE", "1 when it is divided into instances.", Quantity.DIVIDED),
            gauge("DCGM_FI_DEV_GPU_RECOVERY_ACTION",
                    "What its driver says is to be done, as its own number; 0 is nothing.",
                    Quantity.RECOVERY_ACTION),
            new GpuFamily("DCGM_FI_DEV_XID_ERRORS",
                    "The last XID since Dockmedic's start, 0 without one. It does not go away:"
                            + " dockmedic_gpu_faults_total counts.",
                    false, sample -> Optional.of((double) sample.lastFault())),
            gauge("DCGM_FI_DEV_FB_TOTAL", "Memory in all, in MiB.", Quantity.MEMORY_TOTAL, MIB),
            gauge("DCGM_FI_DEV_FB_FREE", "Memory that is free, in MiB.", Quantity.MEMORY_FREE, MIB),
            gauge("DCGM_FI_DEV_FB_USED", "Memory that programs have, in MiB.", Quantity.MEMORY_USED, MIB),
            gauge("DCGM_FI_DEV_FB_RESERVED", "Memory that the driver keeps for itself, in MiB.",
                    Quantity.MEMORY_RESERVED, MIB),
            count("DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS", "Rows of memory replaced because of uncorrected errors.",
                    Quantity.REMAPPED_UNCORRECTABLE),
            count("DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS", "Rows of memory replaced because of corrected errors.",
                    Quantity.REMAPPED_CORRECTABLE),
            gauge("DCGM_FI_DEV_ROW_REMAP_FAILURE", "1 when a row of memory could not be replaced any more.",
                    Quantity.REMAP_FAILED),
            gauge("DCGM_FI_DEV_ROW_REMAP_PENDING", "1 when rows of memory are replaced at the next reset.",
                    Quantity.REMAP_PENDING),
            count("DCGM_FI_DEV_ECC_SBE_VOL_TOTAL", "Corrected errors of memory since the driver was loaded.",
                    Quantity.ECC_CORRECTED_VOLATILE),
            count("DCGM_FI_DEV_ECC_DBE_VOL_TOTAL", "Uncorrected errors of memory since the driver was loaded.",
                    Quantity.ECC_UNCORRECTED_VOLATILE),
            count("DCGM_FI_DEV_ECC_SBE_AGG_TOTAL", "Corrected errors of memory in its life.",
                    Quantity.ECC_CORRECTED_AGGREGATE),
            count("DCGM_FI_DEV_ECC_DBE_AGG_TOTAL", "Uncorrected errors of memory in its life.",
                    Quantity.ECC_UNCORRECTED_AGGREGATE),
            count("DCGM_FI_DEV_RETIRED_SBE", "Pages of memory retired because of corrected errors.",
                    Quantity.RETIRED_CORRECTED),
            count("DCGM_FI_DEV_RETIRED_DBE", "Pages of memory retired because of uncorrected errors.",
                    Quantity.RETIRED_UNCORRECTED),
            count("DCGM_FI_DEV_RETIRED_PENDING", "Whether pages of memory are retired at the next reset.",
                    Quantity.RETIRE_PENDING),
            count("DCGM_FI_DEV_NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL", "Errors of NVLink's flow control packets.",
                    Quantity.NVLINK_CRC_FLIT_ERRORS),
            count("DCGM_FI_DEV_NVLINK_CRC_DATA_ERROR_COUNT_TOTAL", "Errors of NVLink's data packets.",
                    Quantity.NVLINK_CRC_DATA_ERRORS),
            count("DCGM_FI_DEV_NVLINK_REPLAY_ERROR_COUNT_TOTAL", "Packets sent again over NVLink.",
                    Quantity.NVLINK_REPLAYS),
            count("DCGM_FI_DEV_NVLINK_RECOVERY_ERROR_COUNT_TOTAL", "NVLinks that had to be set up again.",
                    Quantity.NVLINK_RECOVERIES),
            count("DCGM_FI_DEV_NVLINK_COUNT_RX_MALFORMED_PACKET_ERRORS",
                    "Malformed packets that came over NVLink.", Quantity.NVLINK_MALFORMED),
            count("DCGM_FI_DEV_NVLINK_COUNT_RX_BUFFER_OVERRUN_ERRORS",
                    "Packets that came over NVLink and were thrown away for want of room.", Quantity.NVLINK_OVERRUNS),
            count("DCGM_FI_DEV_NVLINK_COUNT_RX_ERRORS",
                    "Packets with errors that came over NVLink.", Quantity.NVLINK_RECEIVE_ERRORS),
            count("DCGM_FI_DEV_NVLINK_COUNT_RX_REMOTE_ERRORS",
                    "Packets that came over NVLink and had been marked as wrong before.", Quantity.NVLINK_REMOTE_ERRORS),
            count("DCGM_FI_DEV_NVLINK_COUNT_RX_GENERAL_ERRORS",
                    "Packets that came over NVLink whose headers do not fit.", Quantity.NVLINK_GENERAL_ERRORS),
            count("DCGM_FI_DEV_NVLINK_COUNT_LOCAL_LINK_INTEGRITY_ERRORS",
                    "Times that the errors of a link of NVLink were more than it may have.", Quantity.NVLINK_INTEGRITY_ERRORS),
            count("DCGM_FI_DEV_NVLINK_COUNT_TX_DISCARDS",
                    "Packets with errors that were not sent over NVLink.", Quantity.NVLINK_DISCARDS),
            count("DCGM_FI_DEV_NVLINK_COUNT_LINK_RECOVERY_SUCCESSFUL_EVENTS",
                    "Times that a link of NVLink had to be set up again, and was.", Quantity.NVLINK_RECOVERED),
            count("DCGM_FI_DEV_NVLINK_COUNT_LINK_RECOVERY_FAILED_EVENTS",
                    "Times that a link of NVLink had to be set up again, and could not be.", Quantity.NVLINK_RECOVERY_FAILED),
            count("DCGM_FI_DEV_NVLINK_COUNT_LINK_RECOVERY_EVENTS",
                    "Times that a link of NVLink had to be set up again.", Quantity.NVLINK_RECOVERY_TRIED),
            count("DCGM_FI_DEV_NVLINK_COUNT_EFFECTIVE_ERRORS",
                    "Errors in packets of NVLink, all together.", Quantity.NVLINK_EFFECTIVE_ERRORS),
            count("DCGM_FI_DEV_NVLINK_COUNT_RX_SYMBOL_ERRORS",
                    "Symbols with errors that came over NVLink.", Quantity.NVLINK_SYMBOL_ERRORS));

    /** Those of all vendors' GPUs. */
    static final List<GpuFamily> NEUTRAL = List.of(
            gauge("dockmedic_gpu_utilization_ratio", "Part of the time in which something ran on it.",
                    Quantity.UTILIZATION, HUNDRED),
            gauge("dockmedic_gpu_memory_utilization_ratio",
                    "Part of the time in which its memory was read or written.", Quantity.MEMORY_UTILIZATION, HUNDRED),
            gauge("dockmedic_gpu_memory_bytes", "Its memory in all.", Quantity.MEMORY_TOTAL),
            gauge("dockmedic_gpu_memory_used_bytes", "Memory that programs have.", Quantity.MEMORY_USED),
            gauge("dockmedic_gpu_shared_memory_bytes", "Memory of the machine that it may use besides.",
                    Quantity.SHARED_MEMORY_TOTAL),
            gauge("dockmedic_gpu_shared_memory_used_bytes", "Memory of the machine that it uses.",
                    Quantity.SHARED_MEMORY_USED),
            gauge("dockmedic_gpu_temperature_celsius", "Temperature.", Quantity.TEMPERATURE),
            gauge("dockmedic_gpu_hotspot_temperature_celsius", "Temperature where it is hottest.",
                    Quantity.HOTSPOT_TEMPERATURE),
            gauge("dockmedic_gpu_memory_temperature_celsius", "Temperature of the memory.",
                    Quantity.MEMORY_TEMPERATURE),
            gauge("dockmedic_gpu_temperature_limit_celsius", "Temperature at which it is slowed down.",
                    Quantity.TEMPERATURE_LIMIT),
            gauge("dockmedic_gpu_hotspot_temperature_limit_celsius",
                    "Temperature where it is hottest at which it is slowed down.", Quantity.HOTSPOT_TEMPERATURE_LIMIT),
            gauge("dockmedic_gpu_memory_temperature_limit_celsius",
                    "Temperature of the memory at which it is slowed down.", Quantity.MEMORY_TEMPERATURE_LIMIT),
            gauge("dockmedic_gpu_temperature_end_celsius", "Temperature at which it is switched off.",
                    Quantity.TEMPERATURE_END),
            gauge("dockmedic_gpu_hotspot_temperature_end_celsius",
                    "Temperature where it is hottest at which it is switched off.", Quantity.HOTSPOT_TEMPERATURE_END),
            gauge("dockmedic_gpu_memory_temperature_end_celsius",
                    "Temperature of the memory at which it is switched off.", Quantity.MEMORY_TEMPERATURE_END),
            gauge("dockmedic_gpu_temperature_margin_celsius", "Degrees that are left until it is slowed down.",
                    Quantity.TEMPERATURE_MARGIN),
            gauge("dockmedic_gpu_temperature_margin_limit_celsius",
                    "Degrees that are left when its hardware slows it down; 0 or less.",
                    Quantity.TEMPERATURE_MARGIN_LIMIT),
            gauge("dockmedic_gpu_temperature_margin_end_celsius", "Degrees that are left when it is switched off.",
                    Quantity.TEMPERATURE_MARGIN_END),
            gauge("dockmedic_gpu_memory_temperature_margin_limit_celsius",
                    "Degrees that are left when it is slowed down because of its memory.",
                    Quantity.MEMORY_TEMPERATURE_MARGIN_LIMIT),
            gauge("dockmedic_gpu_power_watts", "Power that it draws.", Quantity.POWER, THOUSAND),
            gauge("dockmedic_gpu_power_limit_watts", "Power that it may draw.", Quantity.POWER_LIMIT, THOUSAND),
            gauge("dockmedic_gpu_clock_hertz", "Clock of the processors.", Quantity.SM_CLOCK, 1 / MEGA),
            gauge("dockmedic_gpu_memory_clock_hertz", "Clock of the memory.", Quantity.MEMORY_CLOCK, 1 / MEGA),
            gauge("dockmedic_gpu_fan_ratio", "Speed of the fans, as part of the most.", Quantity.FAN, HUNDRED),
            gauge("dockmedic_gpu_fan_rpm", "Turns of the fan in a minute.", Quantity.FAN_TURNS),
            count("dockmedic_gpu_pcie_replays", "Packets sent again over PCI Express.", Quantity.PCIE_REPLAYS),
            gauge("dockmedic_gpu_pcie_transfers_per_second", "Transfers a second of each lane of PCI Express, now.",
                    Quantity.PCIE_SPEED, 1 / MEGA),
            gauge("dockmedic_gpu_pcie_lanes", "Lanes of PCI Express, now.", Quantity.PCIE_WIDTH),
            count("dockmedic_gpu_memory_errors_corrected",
                    "Errors that were corrected, since the driver was loaded; " + OF_AMD,
                    Quantity.ECC_CORRECTED_VOLATILE),
            count("dockmedic_gpu_memory_errors_uncorrected",
                    "Errors that could not be corrected, since the driver was loaded; " + OF_AMD,
                    Quantity.ECC_UNCORRECTED_VOLATILE),
            count("dockmedic_gpu_memory_errors_deferred",
                    "Errors that could not be corrected and that nothing had used, since the driver was loaded; "
                            + OF_AMD,
                    Quantity.ECC_DEFERRED_VOLATILE),
            gauge("dockmedic_gpu_retired_pages", "Pages of memory taken out of use because of uncorrected errors.",
                    Quantity.RETIRED_UNCORRECTED),
            gauge("dockmedic_gpu_integrated", "1 when it is part of the processor.", Quantity.INTEGRATED),
            new GpuFamily("dockmedic_gpu_events_registered",
                    "1 when the driver's library tells of its faults, 0 when it refused to: then the kernel's log alone does.",
                    false, GpuFamilies::registered));

    private GpuFamilies() {}

    private static Optional<Double> registered(GpuSample sample) {
        Telling telling = sample.reading().telling();
        return telling.asked() ? Optional.of(telling.ofFaults() ? 1.0 : 0.0) : Optional.empty();
    }
}
