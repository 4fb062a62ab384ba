package io.dockmedic.collectors.gpu.nvml;

import java.util.stream.Stream;

/** What a function of the library answers. The library's own texts are of its version; these are not. */
enum Returned {
    SUCCESS(0, Sort.DONE, ""),
    UNINITIALIZED(1, Sort.ODD, "the library was not initialised"),
    INVALID_ARGUMENT(2, Sort.ODD, "invalid argument"),
    NOT_SUPPORTED(3, Sort.ABSENT, "not supported"),
    NO_PERMISSION(4, Sort.REFUSED, "no permission"),
    NOT_FOUND(6, Sort.ODD, "not found"),
    INSUFFICIENT_SIZE(7, Sort.ODD, "not enough room"),
    INSUFFICIENT_POWER(8, Sort.GPU, "its power cables are not connected"),
    DRIVER_NOT_LOADED(9, Sort.HOST, "the driver is not loaded"),
    TIMEOUT(10, Sort.PASSING, "timeout"),
    IRQ_ISSUE(11, Sort.GPU, "its interrupts do not arrive"),
    LIBRARY_NOT_FOUND(12, Sort.HOST, "a library of the driver is missing"),
    FUNCTION_NOT_FOUND(13, Sort.ABSENT, "the driver lacks the function"),
    CORRUPTED_INFOROM(14, Sort.GPU, "its own memory of settings is corrupted"),
    GPU_IS_LOST(15, Sort.GPU, "it has fallen off the bus, or cannot be reached"),
    RESET_REQUIRED(16, Sort.GPU, "it must be reset before it can be used"),
    OPERATING_SYSTEM(17, Sort.REFUSED, "the operating system refuses access"),
    LIB_RM_VERSION_MISMATCH(18, Sort.HOST, "the library and the loaded driver are of different versions"),
    IN_USE(19, Sort.PASSING, "in use"),
    MEMORY(20, Sort.ODD, "not enough memory"),
    NO_DATA(21, Sort.PASSING, "no data"),
    ARGUMENT_VERSION_MISMATCH(25, Sort.ABSENT, "the driver does not know this version of the structure"),
    DEPRECATED(26, Sort.ABSENT, "removed from the driver"),
    NOT_READY(27, Sort.PASSING, "not ready"),
    GPU_NOT_FOUND(28, Sort.GPU, "there is no such GPU"),
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

    /** For a person. */
    String words() {
        return words + " (NVML " + code + ")";
    }
}
