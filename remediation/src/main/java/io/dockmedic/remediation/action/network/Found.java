package io.dockmedic.remediation.action.network;

/** What a look at a container's networks found. */
sealed interface Found permits Lacking, Found.Nothing {
    /** There is nothing to be done. */
    record Nothing(String why) implements Found {}
}
