package io.dockmedic.collectors.gpu.reading;

/** A number that a GPU tells. What it does not tell is left out, never 0. */
public enum Quantity {
    /** Percent of the time in which something ran on it. */
    UTILIZATION,
    /** Percent of the time in which its memory was read or written. */
    MEMORY_UTILIZATION,
    /** Percent. */
    ENCODER_UTILIZATION,
    /** Percent. */
    DECODER_UTILIZATION,
    /** Bytes in all. */
    MEMORY_TOTAL,
    /** Bytes that programs have. */
    MEMORY_USED,
    /** Bytes that are free. */
    MEMORY_FREE,
    /** Bytes that the driver keeps for itself; where it does not tell, they are among those used. */
    MEMORY_RESERVED,
    /** Bytes of the machine's own memory that it may use besides, in all. */
    SHARED_MEMORY_TOTAL,
    /** Bytes of the machine's own memory that it uses. */
    SHARED_MEMORY_USED,
    /** Degrees Celsius. */
    TEMPERATURE,
    /** Degrees Celsius, where it is hottest. */
    HOTSPOT_TEMPERATURE,
    /** Degrees Celsius. */
    MEMORY_TEMPERATURE,
    /** Degrees Celsius at which it is slowed down. */
    TEMPERATURE_LIMIT,
    /** The same where it is hottest. */
    HOTSPOT_TEMPERATURE_LIMIT,
    /** The same of its memory. */
    MEMORY_TEMPERATURE_LIMIT,
    /** Degrees Celsius at which it is switched off. */
    TEMPERATURE_END,
    /** The same where it is hottest. */
    HOTSPOT_TEMPERATURE_END,
    /** The same of its memory. */
    MEMORY_TEMPERATURE_END,
    /** Degrees Celsius that are left until it is slowed down; may be below 0. */
    TEMPERATURE_MARGIN,
    /** How many are left when its hardware slows it down; 0 or less, as a rule. */
    TEMPERATURE_MARGIN_LIMIT,
    /** How many are left when it is switched off. */
    TEMPERATURE_MARGIN_END,
    /** How many are left when it is slowed down because of its memory. */
    MEMORY_TEMPERATURE_MARGIN_LIMIT,
    /** Percent of the most. */
    FAN,
    /** Turns of the fan in a minute. */
    FAN_TURNS,
    /** Milliwatts. */
    POWER,
    /** Milliwatts that it may draw. */
    POWER_LIMIT,
    /** Millijoules since the driver was loaded. */
    ENERGY,
    /** MHz. */
    SM_CLOCK,
    /** MHz. */
    MEMORY_CLOCK,
    /** 0 is the fastest, 15 the slowest. */
    PERFORMANCE_STATE,
    /** Why its clocks are as they are: the library's mask, see {@link ClockReason}. */
    CLOCK_REASONS,
    /** Nanoseconds in which its power limit kept its clocks down, since the driver was loaded. */
    POWER_VIOLATION,
    /** Nanoseconds in which heat kept its clocks down, since the driver was loaded. */
    THERMAL_VIOLATION,
    /** Nanoseconds in which the other GPUs of its group (sync boost) kept its clocks down, since the driver was loaded. */
    SYNC_BOOST_VIOLATION,
    /** Nanoseconds in which a limit of its board kept its clocks down, since the driver was loaded. */
    BOARD_LIMIT_VIOLATION,
    /** Nanoseconds in which want of work kept its clocks down, since the driver was loaded. */
    LOW_USE_VIOLATION,
    /** Nanoseconds in which a limit that keeps it reliable kept its clocks down, since the driver was loaded. */
    RELIABILITY_VIOLATION,
    /** Nanoseconds in which the driver, before it is too hot kept its clocks down, since the driver was loaded. */
    SW_THERMAL_TIME,
    /** Nanoseconds in which the hardware, for it is too hot kept its clocks down, since the driver was loaded. */
    HW_THERMAL_TIME,
    /** Nanoseconds in which the power supply kept its clocks down, since the driver was loaded. */
    HW_POWER_BRAKE_TIME,
    /** Errors of memory that were corrected, since the driver was loaded. */
    ECC_CORRECTED_VOLATILE,
    /** Errors of memory that were not, since the driver was loaded. */
    ECC_UNCORRECTED_VOLATILE,
    /** Errors of memory that were not, and that nothing has used yet, since the driver was loaded. */
    ECC_DEFERRED_VOLATILE,
    /** Errors of memory that were corrected, in its life. */
    ECC_CORRECTED_AGGREGATE,
    /** Errors of memory that were not, in its life. */
    ECC_UNCORRECTED_AGGREGATE,
    /** Rows of memory that were replaced because of corrected errors. */
    REMAPPED_CORRECTABLE,
    /** Rows of memory that were replaced because of uncorrected errors. */
    REMAPPED_UNCORRECTABLE,
    /** 1 when rows are replaced at the next reset. */
    REMAP_PENDING,
    /** 1 when a row could not be replaced any more. */
    REMAP_FAILED,
    /** Pages of memory that are not used any more because of corrected errors. */
    RETIRED_CORRECTED,
    /** The same because of uncorrected errors. */
    RETIRED_UNCORRECTED,
    /** 1 when pages are retired at the next reset. */
    RETIRE_PENDING,
    /** Packets that were sent again over PCI Express. */
    PCIE_REPLAYS,
    /** Million transfers a second of each lane of PCI Express, now. */
    PCIE_SPEED,
    /** Lanes of PCI Express, now. */
    PCIE_WIDTH,
    /** Errors of flow control packets, over all links. */
    NVLINK_CRC_FLIT_ERRORS,
    /** Errors of data packets, over all links. */
    NVLINK_CRC_DATA_ERRORS,
    /** Packets that were sent again, over all links. */
    NVLINK_REPLAYS,
    /** Links that had to be set up again. */
    NVLINK_RECOVERIES,
    /** Malformed packets that came, over all links, of NVLink 5. */
    NVLINK_MALFORMED,
    /** Packets that came and for which there was no room, over all links, of NVLink 5. */
    NVLINK_OVERRUNS,
    /** Packets with errors that came, over all links, of NVLink 5. */
    NVLINK_RECEIVE_ERRORS,
    /** Packets that came and were marked as wrong, over all links, of NVLink 5. */
    NVLINK_REMOTE_ERRORS,
    /** Packets that came whose headers do not fit, over all links, of NVLink 5. */
    NVLINK_GENERAL_ERRORS,
    /** Times that the errors of a link were more than it may have, of NVLink 5. */
    NVLINK_INTEGRITY_ERRORS,
    /** Packets with errors that were not sent, over all links, of NVLink 5. */
    NVLINK_DISCARDS,
    /** Links that had to be set up again, and were, of NVLink 5. */
    NVLINK_RECOVERED,
    /** Links that had to be set up again, and could not be, of NVLink 5. */
    NVLINK_RECOVERY_FAILED,
    /** Links that had to be set up again, of NVLink 5. */
    NVLINK_RECOVERY_TRIED,
    /** Errors in packets, over all links, of NVLink 5. */
    NVLINK_EFFECTIVE_ERRORS,
    /** Symbols with errors that came, over all links, of NVLink 5. */
    NVLINK_SYMBOL_ERRORS,
    /** The driver's own word for what is to be done; 0 is nothing. */
    RECOVERY_ACTION,
    /** 1 when the driver keeps it ready while no program uses it. */
    PERSISTENCE,
    /** 1 when it is divided into instances. */
    DIVIDED,
    /** 1 when it is part of the processor, 0 when it is a card of its own. */
    INTEGRATED
}
