package io.dockmedic.collectors.gpu.nvml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;

/**
 * A function of the library that is used here. The names are those that the library exports: the C header puts other ones
 * before them. All of them answer with a number ({@link Returned}).
 */
enum NvmlFunction {
    INIT("nvmlInit_v2", ""),
    DRIVER_VERSION("nvmlSystemGetDriverVersion", "pi"),
    COUNT("nvmlDeviceGetCount_v2", "p"),
    HANDLE_BY_INDEX("nvmlDeviceGetHandleByIndex_v2", "ip"),
    UUID("nvmlDeviceGetUUID", "dpi"),
    NAME("nvmlDeviceGetName", "dpi"),
    MINOR_NUMBER("nvmlDeviceGetMinorNumber", "dp"),
    PCI_INFO("nvmlDeviceGetPciInfo_v3", "dp"),
    UTILIZATION("nvmlDeviceGetUtilizationRates", "dp"),
    ENCODER("nvmlDeviceGetEncoderUtilization", "dpp"),
    DECODER("nvmlDeviceGetDecoderUtilization", "dpp"),
    MEMORY_V2("nvmlDeviceGetMemoryInfo_v2", "dp"),
    MEMORY("nvmlDeviceGetMemoryInfo", "dp"),
    TEMPERATURE_V("nvmlDeviceGetTemperatureV", "dp"),
    TEMPERATURE("nvmlDeviceGetTemperature", "dip"),
    FAN("nvmlDeviceGetFanSpeed", "dp"),
    POWER("nvmlDeviceGetPowerUsage", "dp"),
    POWER_LIMIT("nvmlDeviceGetEnforcedPowerLimit", "dp"),
    CLOCK("nvmlDeviceGetClockInfo", "dip"),
    PERFORMANCE_STATE("nvmlDeviceGetPerformanceState", "dp"),
    PERSISTENCE("nvmlDeviceGetPersistenceMode", "dp"),
    MIG_MODE("nvmlDeviceGetMigMode", "dpp"),
    /** Since driver 535. */
    EVENT_REASONS("nvmlDeviceGetCurrentClocksEventReasons", "dp"),
    /** The same, with its name up to driver 535. */
    THROTTLE_REASONS("nvmlDeviceGetCurrentClocksThrottleReasons", "dp"),
    FIELD_VALUES("nvmlDeviceGetFieldValues", "dip"),
    /** Entries of 24 bytes, of 32 with some 535 drivers. */
    COMPUTE_PROCESSES_V3("nvmlDeviceGetComputeRunningProcesses_v3", "dpp"),
    GRAPHICS_PROCESSES_V3("nvmlDeviceGetGraphicsRunningProcesses_v3", "dpp"),
    /** Entries of 16 bytes. */
    COMPUTE_PROCESSES("nvmlDeviceGetComputeRunningProcesses", "dpp"),
    EVENT_SET_CREATE("nvmlEventSetCreate", "p"),
    SUPPORTED_EVENTS("nvmlDeviceGetSupportedEventTypes", "dp"),
    REGISTER_EVENTS("nvmlDeviceRegisterEvents", "dld"),
    EVENT_WAIT_V2("nvmlEventSetWait_v2", "dpi"),
    EVENT_WAIT("nvmlEventSetWait", "dpi");

    private final String symbol;
    private final String arguments;

    /** @param arguments one letter each: p where it writes, d a handle, i 32 bits, l 64 bits */
    NvmlFunction(String symbol, String arguments) {
        this.symbol = symbol;
        this.arguments = arguments;
    }

    /** As the library exports it. */
    String symbol() {
        return symbol;
    }

    int arity() {
        return arguments.length();
    }

    FunctionDescriptor shape() {
        return FunctionDescriptor.of(JAVA_INT,
                arguments.chars().mapToObj(letter -> layout((char) letter)).toArray(MemoryLayout[]::new));
    }

    private static MemoryLayout layout(char letter) {
        return switch (letter) {
            case 'p' -> ADDRESS;
            case 'i' -> JAVA_INT;
            default -> JAVA_LONG;
        };
    }
}
