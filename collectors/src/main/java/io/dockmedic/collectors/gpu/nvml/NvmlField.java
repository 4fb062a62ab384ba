package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.gpu.reading.Quantity;

/**
 * A field that is asked for. Named as the library's header names it, after {@code NVML_FI_DEV_}; the numbers are the library's, not
 * those of DCGM. Those of NVLink are of two generations, and a GPU has one of them: with {@code ERROR_COUNT_TOTAL} up to Hopper,
 * with {@code NVLINK_COUNT} of Blackwell and later.
 */
enum NvmlField {
    /** Shown as {@link Quantity#ECC_CORRECTED_VOLATILE}. */
    ECC_SBE_VOL_TOTAL(3, Quantity.ECC_CORRECTED_VOLATILE),
    /** Shown as {@link Quantity#ECC_UNCORRECTED_VOLATILE}. */
    ECC_DBE_VOL_TOTAL(4, Quantity.ECC_UNCORRECTED_VOLATILE),
    /** Shown as {@link Quantity#ECC_CORRECTED_AGGREGATE}. */
    ECC_SBE_AGG_TOTAL(5, Quantity.ECC_CORRECTED_AGGREGATE),
    /** Shown as {@link Quantity#ECC_UNCORRECTED_AGGREGATE}. */
    ECC_DBE_AGG_TOTAL(6, Quantity.ECC_UNCORRECTED_AGGREGATE),
    /** Shown as {@link Quantity#RETIRED_CORRECTED}. */
    RETIRED_SBE(29, Quantity.RETIRED_CORRECTED),
    /** Shown as {@link Quantity#RETIRED_UNCORRECTED}. */
    RETIRED_DBE(30, Quantity.RETIRED_UNCORRECTED),
    /** Shown as {@link Quantity#RETIRE_PENDING}. */
    RETIRED_PENDING(31, Quantity.RETIRE_PENDING),
    /** Shown as {@link Quantity#NVLINK_CRC_FLIT_ERRORS}. */
    NVLINK_CRC_FLIT_ERROR_COUNT_TOTAL(38, Quantity.NVLINK_CRC_FLIT_ERRORS),
    /** Shown as {@link Quantity#NVLINK_CRC_DATA_ERRORS}. */
    NVLINK_CRC_DATA_ERROR_COUNT_TOTAL(45, Quantity.NVLINK_CRC_DATA_ERRORS),
    /** Shown as {@link Quantity#NVLINK_REPLAYS}. */
    NVLINK_REPLAY_ERROR_COUNT_TOTAL(52, Quantity.NVLINK_REPLAYS),
    /** Shown as {@link Quantity#NVLINK_RECOVERIES}. */
    NVLINK_RECOVERY_ERROR_COUNT_TOTAL(59, Quantity.NVLINK_RECOVERIES),
    /** Shown as {@link Quantity#POWER_VIOLATION}. */
    PERF_POLICY_POWER(74, Quantity.POWER_VIOLATION),
    /** Shown as {@link Quantity#THERMAL_VIOLATION}. */
    PERF_POLICY_THERMAL(75, Quantity.THERMAL_VIOLATION),
    /** Shown as {@link Quantity#SYNC_BOOST_VIOLATION}. */
    PERF_POLICY_SYNC_BOOST(76, Quantity.SYNC_BOOST_VIOLATION),
    /** Shown as {@link Quantity#BOARD_LIMIT_VIOLATION}. */
    PERF_POLICY_BOARD_LIMIT(77, Quantity.BOARD_LIMIT_VIOLATION),
    /** Shown as {@link Quantity#LOW_USE_VIOLATION}. */
    PERF_POLICY_LOW_UTILIZATION(78, Quantity.LOW_USE_VIOLATION),
    /** Shown as {@link Quantity#RELIABILITY_VIOLATION}. */
    PERF_POLICY_RELIABILITY(79, Quantity.RELIABILITY_VIOLATION),
    /** Shown as {@link Quantity#MEMORY_TEMPERATURE}. */
    MEMORY_TEMP(82, Quantity.MEMORY_TEMPERATURE),
    /** Shown as {@link Quantity#ENERGY}. */
    TOTAL_ENERGY_CONSUMPTION(83, Quantity.ENERGY),
    /** Shown as {@link Quantity#PCIE_REPLAYS}. */
    PCIE_REPLAY_COUNTER(94, Quantity.PCIE_REPLAYS),
    /** Shown as {@link Quantity#REMAPPED_CORRECTABLE}. */
    REMAPPED_COR(142, Quantity.REMAPPED_CORRECTABLE),
    /** Shown as {@link Quantity#REMAPPED_UNCORRECTABLE}. */
    REMAPPED_UNC(143, Quantity.REMAPPED_UNCORRECTABLE),
    /** Shown as {@link Quantity#REMAP_PENDING}. */
    REMAPPED_PENDING(144, Quantity.REMAP_PENDING),
    /** Shown as {@link Quantity#REMAP_FAILED}. */
    REMAPPED_FAILURE(145, Quantity.REMAP_FAILED),
    /** Shown as {@link Quantity#TEMPERATURE_MARGIN_END}. */
    TEMPERATURE_SHUTDOWN_TLIMIT(193, Quantity.TEMPERATURE_MARGIN_END),
    /** Shown as {@link Quantity#TEMPERATURE_MARGIN_LIMIT}. */
    TEMPERATURE_SLOWDOWN_TLIMIT(194, Quantity.TEMPERATURE_MARGIN_LIMIT),
    /** Shown as {@link Quantity#MEMORY_TEMPERATURE_MARGIN_LIMIT}. */
    TEMPERATURE_MEM_MAX_TLIMIT(195, Quantity.MEMORY_TEMPERATURE_MARGIN_LIMIT),
    /** Shown as {@link Quantity#NVLINK_MALFORMED}. */
    NVLINK_COUNT_MALFORMED_PACKET_ERRORS(206, Quantity.NVLINK_MALFORMED),
    /** Shown as {@link Quantity#NVLINK_OVERRUNS}. */
    NVLINK_COUNT_BUFFER_OVERRUN_ERRORS(207, Quantity.NVLINK_OVERRUNS),
    /** Shown as {@link Quantity#NVLINK_RECEIVE_ERRORS}. */
    NVLINK_COUNT_RCV_ERRORS(208, Quantity.NVLINK_RECEIVE_ERRORS),
    /** Shown as {@link Quantity#NVLINK_REMOTE_ERRORS}. */
    NVLINK_COUNT_RCV_REMOTE_ERRORS(209, Quantity.NVLINK_REMOTE_ERRORS),
    /** Shown as {@link Quantity#NVLINK_GENERAL_ERRORS}. */
    NVLINK_COUNT_RCV_GENERAL_ERRORS(210, Quantity.NVLINK_GENERAL_ERRORS),
    /** Shown as {@link Quantity#NVLINK_INTEGRITY_ERRORS}. */
    NVLINK_COUNT_LOCAL_LINK_INTEGRITY_ERRORS(211, Quantity.NVLINK_INTEGRITY_ERRORS),
    /** Shown as {@link Quantity#NVLINK_DISCARDS}. */
    NVLINK_COUNT_XMIT_DISCARDS(212, Quantity.NVLINK_DISCARDS),
    /** Shown as {@link Quantity#NVLINK_RECOVERED}. */
    NVLINK_COUNT_LINK_RECOVERY_SUCCESSFUL_EVENTS(213, Quantity.NVLINK_RECOVERED),
    /** Shown as {@link Quantity#NVLINK_RECOVERY_FAILED}. */
    NVLINK_COUNT_LINK_RECOVERY_FAILED_EVENTS(214, Quantity.NVLINK_RECOVERY_FAILED),
    /** Shown as {@link Quantity#NVLINK_RECOVERY_TRIED}. */
    NVLINK_COUNT_LINK_RECOVERY_EVENTS(215, Quantity.NVLINK_RECOVERY_TRIED),
    /** Shown as {@link Quantity#NVLINK_EFFECTIVE_ERRORS}. */
    NVLINK_COUNT_EFFECTIVE_ERRORS(219, Quantity.NVLINK_EFFECTIVE_ERRORS),
    /** Shown as {@link Quantity#NVLINK_SYMBOL_ERRORS}. */
    NVLINK_COUNT_SYMBOL_ERRORS(221, Quantity.NVLINK_SYMBOL_ERRORS),
    /** Shown as {@link Quantity#RECOVERY_ACTION}. */
    GET_GPU_RECOVERY_ACTION(230, Quantity.RECOVERY_ACTION),
    /** Shown as {@link Quantity#SW_THERMAL_TIME}. */
    CLOCKS_EVENT_REASON_SW_THERM_SLOWDOWN(269, Quantity.SW_THERMAL_TIME),
    /** Shown as {@link Quantity#HW_THERMAL_TIME}. */
    CLOCKS_EVENT_REASON_HW_THERM_SLOWDOWN(270, Quantity.HW_THERMAL_TIME),
    /** Shown as {@link Quantity#HW_POWER_BRAKE_TIME}. */
    CLOCKS_EVENT_REASON_HW_POWER_BRAKE_SLOWDOWN(271, Quantity.HW_POWER_BRAKE_TIME);

    private final int id;
    private final Quantity quantity;

    NvmlField(int id, Quantity quantity) {
        this.id = id;
        this.quantity = quantity;
    }

    int id() {
        return id;
    }

    Quantity quantity() {
        return quantity;
    }

    /** Whether it is a count of NVLink 5, which few GPUs have. */
    boolean ofNvlinkFive() {
        return name().startsWith("NVLINK_COUNT_");
    }

    /** As the header has it. */
    String words() {
        return "NVML_FI_DEV_" + name();
    }
}
