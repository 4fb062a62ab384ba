package io.dockmedic.api.cli;

/** How it looks at one instance. */
sealed interface Sight {
    /** Of the configuration's hosts; empty for the one of this machine. */
    String host();

    /** It answers. */
    record There(String host, WatchScreen.Seen seen) implements Sight {}

    /** @param why nobody answers */
    record Away(String host, String why) implements Sight {}
}
