package io.dockmedic.collectors.engine.stream;

import io.dockmedic.collectors.engine.client.EngineInfo;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A listener that writes down what it is told; how long it takes over each is for the test to say. */
final class Recorder implements StreamListener {
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<EngineMessage> messages = new CopyOnWriteArrayList<>();
    volatile Supplier<Future<Void>> overConnected = Future::succeededFuture;
    volatile Supplier<Future<Void>> overMessage = Future::succeededFuture;
    volatile EngineInfo engine = new EngineInfo("", "", "", "", "", true);

    @Override
    public Future<Void> connected(EngineInfo engine, boolean continuous) {
        this.engine = engine;
        told.add(continuous ? "connected, continuous" : "connected");
        return overConnected.get();
    }

    @Override
    public Future<Void> message(EngineMessage message) {
        messages.add(message);
        return overMessage.get();
    }

    @Override
    public void disconnected(String reason) {
        told.add(reason);
    }

    /** Actions on the container of that name, in order. */
    List<String> actions(String name) {
        return messages.stream()
                .filter(message -> name.equals(message.attributes().get("name")))
                .map(EngineMessage::action)
                .toList();
    }
}
