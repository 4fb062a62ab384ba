package io.dockmedic.collectors.gpu.nvml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;

/**
 * A function of the library that is used here. The names are those that the library exports: the C header puts other
 * ones before them. All of them answer with a number ({@link Returned}).
 */
enum NvmlFunction {
    /** Since driver 319. */
    INIT("nvmlInit_v2", ""),
    /** Since driver 270. */
    SHUTDOWN("nvmlShutdown", ""),
    /** Since driver 270. */
    DRIVER_VERSION("nvmlSystemGetDriverVersion", "pi"),
    /** Since driver 319. */
    COUNT("nvmlDeviceGetCount_v2", "p"),
    /** Since driver 319. */
    HANDLE_BY_INDEX("nvmlDeviceGetHandleByIndex_v2", "ip"),
    /** Since driver 270. */
    UUID("nvmlDeviceGetUUID", "dpi"),
    /** Since driver 270. */
    NAME("nvmlDeviceGetName", "dpi"),
    /** Since driver 331.38. */
    MINOR_NUMBER("nvmlDeviceGetMinorNumber", "dp"),
    /** Since driver 384. */
    PCI_INFO("nvmlDeviceGetPciInfo_v3", "dp"),
    /** Since driver 270. */
    UTILIZATION("nvmlDeviceGetUtilizationRates", "dp"),
    /** Since driver 340. */
    ENCODER("nvmlDeviceGetEncoderUtilization", "dpp"),
    /** Since driver 340. */
    DECODER("nvmlDeviceGetDecoderUtilization", "dpp"),
    /** Since driver 510. */
    MEMORY_V2("nvmlDeviceGetMemoryInfo_v2", "dp"),
    /** Since driver 270. */
    MEMORY("nvmlDeviceGetMemoryInfo", "dp"),
    /** Not in driver 535. */
    TEMPERATURE_V("nvmlDeviceGetTemperatureV", "dp"),
    /** Since driver 270. */
    TEMPERATURE("nvmlDeviceGetTemperature", "dip"),
    /** Not in driver 535. */
    TEMPERATURE_MARGIN("nvmlDeviceGetMarginTemperature", "dp"),
    /** Since driver 319. */
    TEMPERATURE_THRESHOLD("nvmlDeviceGetTemperatureThreshold", "dip"),
    /** Since driver 270. */
    FAN("nvmlDeviceGetFanSpeed", "dp"),
    /** Since driver 270. */
    POWER("nvmlDeviceGetPowerUsage", "dp"),
    /** Since driver 331. */
    POWER_LIMIT("nvmlDeviceGetEnforcedPowerLimit", "dp"),
    /** As it was set, whatever else limits it. Since driver 270. */
    POWER_LIMIT_SET("nvmlDeviceGetPowerManagementLimit", "dp"),
    /** What it is after a start. For Kepler and later. */
    POWER_LIMIT_USUAL("nvmlDeviceGetPowerManagementDefaultLimit", "dp"),
    /** The least and the most. For Kepler and later. */
    POWER_LIMIT_BOUNDS("nvmlDeviceGetPowerManagementLimitConstraints", "dpp"),
    /** For root alone, and for Kepler and later. */
    SET_POWER_LIMIT("nvmlDeviceSetPowerManagementLimit", "di"),
    /** Since driver 270. */
    CLOCK("nvmlDeviceGetClockInfo", "dip"),
    /** Since driver 285. */
    PERFORMANCE_STATE("nvmlDeviceGetPerformanceState", "dp"),
    /** Since driver 270. */
    PERSISTENCE("nvmlDeviceGetPersistenceMode", "dp"),
    /** Since driver 450. */
    MIG_MODE("nvmlDeviceGetMigMode", "dpp"),
    /** Since driver 450. */
    MIG_COUNT("nvmlDeviceGetMaxMigDeviceCount", "dp"),
    /** Since driver 450. */
    MIG_BY_INDEX("nvmlDeviceGetMigDeviceHandleByIndex", "dip"),
    /** Of a part. Since driver 450. */
    GPU_INSTANCE("nvmlDeviceGetGpuInstanceId", "dp"),
    /** Of a part. Since driver 450. */
    COMPUTE_INSTANCE("nvmlDeviceGetComputeInstanceId", "dp"),
    /** Since driver 535. */
    EVENT_REASONS("nvmlDeviceGetCurrentClocksEventReasons", "dp"),
    /** The same, with its name up to driver 535. */
    THROTTLE_REASONS("nvmlDeviceGetCurrentClocksThrottleReasons", "dp"),
    /** Since driver 384. */
    FIELD_VALUES("nvmlDeviceGetFieldValues", "dip"),
    /** Since driver 450. */
    ARCHITECTURE("nvmlDeviceGetArchitecture", "dp"),
    /** Since driver 319. */
    DISPLAY_ACTIVE("nvmlDeviceGetDisplayActive", "dp"),
    /** Since driver 361. */
    NVLINK_STATE("nvmlDeviceGetNvLinkState", "dip"),
    /** Since driver 384. */
    NVLINK_REMOTE("nvmlDeviceGetNvLinkRemotePciInfo_v2", "dip"),
    /** Entries of 24 bytes, of 32 with some 535 drivers. Since driver 510, but not in 535.98. */
    COMPUTE_PROCESSES_V3("nvmlDeviceGetComputeRunningProcesses_v3", "dpp"),
    /** The same. */
    GRAPHICS_PROCESSES_V3("nvmlDeviceGetGraphicsRunningProcesses_v3", "dpp"),
    /** Clients of the MPS server, which are in neither of the others. The same. */
    MPS_PROCESSES_V3("nvmlDeviceGetMPSComputeRunningProcesses_v3", "dpp"),
    /** Entries of 24 bytes. Since driver 450. */
    COMPUTE_PROCESSES_V2("nvmlDeviceGetComputeRunningProcesses_v2", "dpp"),
    /** The same. */
    GRAPHICS_PROCESSES_V2("nvmlDeviceGetGraphicsRunningProcesses_v2", "dpp"),
    /** The same; not in the first of those drivers. */
    MPS_PROCESSES_V2("nvmlDeviceGetMPSComputeRunningProcesses_v2", "dpp"),
    /** Entries of 16 bytes. Since driver 270. */
    COMPUTE_PROCESSES("nvmlDeviceGetComputeRunningProcesses", "dpp"),
    /** The same. */
    GRAPHICS_PROCESSES("nvmlDeviceGetGraphicsRunningProcesses", "dpp"),
    /** The same; not in the first of those drivers. */
    MPS_PROCESSES("nvmlDeviceGetMPSComputeRunningProcesses", "dpp"),
    /** Not in driver 535. */
    PROCESSES_UTILIZATION("nvmlDeviceGetProcessesUtilizationInfo", "dp"),
    /** Since driver 384. */
    PROCESS_UTILIZATION("nvmlDeviceGetProcessUtilization", "dppl"),
    /** Since driver 285. */
    EVENT_SET_CREATE("nvmlEventSetCreate", "p"),
    /** Since driver 285. */
    EVENT_SET_FREE("nvmlEventSetFree", "d"),
    /** Since driver 285. */
    SUPPORTED_EVENTS("nvmlDeviceGetSupportedEventTypes", "dp"),
    /** Since driver 285. */
    REGISTER_EVENTS("nvmlDeviceRegisterEvents", "dld"),
    /** Since driver 450. */
    EVENT_WAIT_V2("nvmlEventSetWait_v2", "dpi"),
    /** Since driver 285. */
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

    /** Whether it is asked for one of several things of a GPU: an answer for one says nothing of the others. */
    boolean ofSeveral() {
        return arguments.equals("dip");
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
