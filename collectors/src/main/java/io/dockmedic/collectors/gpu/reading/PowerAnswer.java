package io.dockmedic.collectors.gpu.reading;

/** What came of asking a GPU what it may draw, or of setting that. */
public sealed interface PowerAnswer {
    /** As it is now, after what was to be set was set. */
    record Told(PowerLimit limit) implements PowerAnswer {}

    /**
     * Nothing was set.
     *
     * @param words for a person
     */
    record Refused(Why why, String words) implements PowerAnswer {}

    /**
     * The call has not come back, or did not say what it did: it may have been set, or may yet be.
     *
     * @param words for a person
     */
    record Unknown(String words) implements PowerAnswer {}

    /** Why nothing was set. */
    enum Why {
        /** The GPU, or its driver, has no such limit. */
        NOT_SUPPORTED,
        /** We may not. */
        DENIED,
        /** It is out of what can be set. */
        OUT_OF_RANGE,
        /** There is no such GPU, or none that can be reached. */
        GONE,
        /** It cannot be asked at this time. */
        NOT_NOW
    }
}
