package io.dockmedic.collectors.base.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;

/** Hands immutable objects over the local event bus as they are: no copy, no serialisation. */
final class ByReference implements MessageCodec<Object, Object> {
    private static final String NAME = "dockmedic.by-reference";

    private ByReference() {}

    /** Options that send with this codec, which is registered on first use. */
    static DeliveryOptions options(EventBus bus) {
        try {
            bus.registerCodec(new ByReference());
        } catch (IllegalStateException alreadyRegistered) {
            // Another publisher on this bus was first.
        }
        return new DeliveryOptions().setCodecName(NAME);
    }

    @Override
    public Object transform(Object message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }

    @Override
    public void encodeToWire(Buffer buffer, Object message) {
        throw new IllegalStateException("the event bus is local to one process");
    }

    @Override
    public Object decodeFromWire(int position, Buffer buffer) {
        throw new IllegalStateException("the event bus is local to one process");
    }
}
