package io.dockmedic.collectors.gpu.nvml;

import java.util.stream.Stream;

/** What a function of the library answers. The library's own texts are of its version; these are not. */
enum Returned {
    /** As asked. */
    SUCCESS(0, Sort.DONE, ""),
    /** Also once the driver has been loaded anew. */
    UNINITIALIZED(1, Sort.ODD, "the library was not initialised"),
    /** Also for a field that it does not know. */
    INVALID_ARGUMENT(2, Sort.ODD, "invalid argument"),
    /** By this GPU, or as it is set up. */
    NOT_SUPPORTED(3, Sort.ABSENT, "not supported"),
    /** Some functions are for root alone. */
    NO_PERMISSION(4, Sort.REFUSED, "no permission"),
    /** Not a fault of who asks once. */
    ALREADY_INITIALIZED(5, Sort.ODD, "already initialised"),
    /** Also when there is nothing to tell. */
    NOT_FOUND(6, Sort.ODD, "not found"),
    /** To be asked again with more. */
    INSUFFICIENT_SIZE(7, Sort.ODD, "not enough room"),
    /** At the first call into a GPU. */
    INSUFFICIENT_POWER(8, Sort.GPU, "its power cables are not connected"),
    /** At the start. */
    DRIVER_NOT_LOADED(9, Sort.HOST, "the driver is not loaded"),
    /** Also when nothing happened meanwhile. */
    TIMEOUT(10, Sort.PASSING, "timeout"),
    /** At the first call into a GPU. */
    IRQ_ISSUE(11, Sort.GPU, "its interrupts do not arrive"),
    /** At the start. */
    LIBRARY_NOT_FOUND(12, Sort.HOST, "a library of the driver is missing"),
    /** Also ours, for a symbol that is not there. */
    FUNCTION_NOT_FOUND(13, Sort.ABSENT, "the driver lacks the function"),
    /** Of the card. */
    CORRUPTED_INFOROM(14, Sort.GPU, "its own memory of settings is corrupted"),
    /** What XID 79 comes with. */
    GPU_IS_LOST(15, Sort.GPU, "it has fallen off the bus, or cannot be reached"),
    /** After some faults. */
    RESET_REQUIRED(16, Sort.GPU, "it must be reset before it can be used"),
    /** Its control group, as a rule. */
    OPERATING_SYSTEM(17, Sort.REFUSED, "the operating system refuses access"),
    /** After an upgrade without a start of the machine. */
    LIB_RM_VERSION_MISMATCH(18, Sort.HOST, "the library and the loaded driver are of different versions"),
    /** By another client. */
    IN_USE(19, Sort.PASSING, "in use"),
    /** Of the machine. */
    MEMORY(20, Sort.ODD, "not enough memory"),
    /** Not yet. */
    NO_DATA(21, Sort.PASSING, "no data"),
    /** As it is set up. */
    VGPU_ECC_NOT_SUPPORTED(22, Sort.ODD, "not supported by virtual GPUs while errors of memory are corrected"),
    /** Other than memory. */
    INSUFFICIENT_RESOURCES(23, Sort.ODD, "not enough resources"),
    /** Of clocks. */
    FREQ_NOT_SUPPORTED(24, Sort.ODD, "frequency not supported"),
    /** A later or an earlier one. */
    ARGUMENT_VERSION_MISMATCH(25, Sort.ABSENT, "the driver does not know this version of the structure"),
    /** The symbol is still there. */
    DEPRECATED(26, Sort.ABSENT, "removed from the driver"),
    /** Yet. */
    NOT_READY(27, Sort.PASSING, "not ready"),
    /** Any more. */
    GPU_NOT_FOUND(28, Sort.GPU, "there is no such GPU"),
    /** As it is now. */
    INVALID_STATE(29, Sort.ODD, "not in this state"),
    /** Of this GPU. */
    RESET_TYPE_NOT_SUPPORTED(30, Sort.ODD, "this kind of reset is not supported"),
    /** Also what later versions answer. */
    UNKNOWN(999, Sort.ODD, "unknown error");

    /** What an answer means for who asked. */
    enum Sort {
        /** As wished. */
        DONE,
        /** The GPU, or this driver, does not have it: not asked again. */
        ABSENT,
        /** The next time, perhaps. */
        PASSING,
        /** Something is wrong with the machine's driver. */
        HOST,
        /** Something is wrong with the GPU. */
        GPU,
        /** We may not. */
        REFUSED,
        /** None of these. */
        ODD
    }

    private final int code;
    private final Sort sort;
    private final String words;

    Returned(int code, Sort sort, String words) {
        this.code = code;
        this.sort = sort;
        this.words = words;
    }

    /** {@link #UNKNOWN} for what later versions answer. */
    static Returned of(int code) {
        return Stream.of(values()).filter(one -> one.code == code).findFirst().orElse(UNKNOWN);
    }

    Sort sort() {
        return sort;
    }

    /** As the library's header has it. */
    String symbol() {
        return this == SUCCESS ? "NVML_SUCCESS" : "NVML_ERROR_" + name();
    }

    /** For a person. */
    String words() {
        return words + " (NVML " + code + ")";
    }
}
