package io.dockmedic.collectors.base.bus;

/**
 * A typed address. Each subscriber has an address of its own under the topic's, so that every one acknowledges for
 * itself.
 *
 * @param address of the topic on the event bus, {@code dockmedic.events}
 * @param type    what is sent; sent by reference, so it must be immutable
 */
public record Topic<T>(String address, Class<T> type) {
    String addressOf(String subscriber) {
        return address + "/" + subscriber;
    }
}
