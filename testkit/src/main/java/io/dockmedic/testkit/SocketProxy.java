package io.dockmedic.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A socket in front of the engine's, for what may go wrong between the two: it writes down every request, can cut or
 * hold up connections, and can treat chosen requests badly. Knows HTTP/1.1 well enough for the engine's API, upgraded
 * connections included. Safe for use by several threads.
 */
public final class SocketProxy implements AutoCloseable {
    /** @param path with its query */
    public record Request(String method, String path) {}

    /**
     * A request and what came of it, as seen from between the two.
     *
     * @param arrived  when its head had been read from the client, before the engine got it
     * @param reached  whether it was passed on to the engine
     * @param answered when the head of the engine's answer had been read; null as long as there was none
     * @param whole    when its last byte had been read, before any of its body was passed on; null of what is passed on as it comes
     * @param status   the engine's, or 0
     */
    public record Exchange(Request request, Instant arrived, boolean reached, @Nullable Instant answered,
            @Nullable Instant whole, int status) {}

    /** An instant in the life of a call. */
    public enum Moment {
        /** The call has left the client, and reaches the engine afterwards. */
        ON_ITS_WAY,
        /** The call has left the client and never reaches the engine; the connection is closed afterwards. */
        BEFORE,
        /** The engine has got it and has not answered. */
        DURING,
        /** The engine has answered; the client has not got the answer. */
        ANSWERED,
        /** The client has got the head of the answer. */
        AFTER
    }

    /** What is done to requests that fit. */
    public sealed interface Treatment {
        /** The engine gets it at once; its answer waits until {@link SocketProxy#release}. */
        record HoldAnswer() implements Treatment {}

        /** The engine gets it; its answer is lost, and the connection with it. */
        record LoseAnswer() implements Treatment {}

        /** Something is done at an instant of the call, while the call waits for it. */
        record At(Moment moment, Runnable act) implements Treatment {}

        /** The engine does not get it; this is the answer, as a filtering proxy gives it. */
        record Answer(int status, String body) implements Treatment {}
    }

    private record Rule(Predicate<Request> fits, Treatment treatment, Semaphore left) {
        boolean takes(Request request) {
            return fits.test(request) && left.tryAcquire();
        }
    }

    private final Path directory;
    private final ProxyListener listener;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Gate flow = new Gate();
    private final Gate answers = new Gate();
    private volatile @Nullable EngineClock clock;
    private volatile Consumer<String> listening = piece -> {};

    /** Starts to listen; the engine need not be there yet. */
    public SocketProxy(Path engine) {
        try {
            directory = Files.createTempDirectory(Path.of("/tmp"), "dmp");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answers.shut();
        listener = new ProxyListener(socket(), client -> new ProxiedConnection(this, client, engine));
        listener.listen();
    }

    /** Where it listens. */
    public Path socket() {
        return directory.resolve("docker.sock");
    }

    /** What to put into {@code DOCKER_HOST}. */
    public String dockerHost() {
        return "unix://" + socket();
    }

    /** All requests so far, in the order they came. */
    public List<Request> requests() {
        return exchanges().stream().map(Exchange::request).toList();
    }

    /** All requests so far with what came of them, in the order they came. */
    public List<Exchange> exchanges() {
        synchronized (exchanges) {
            return List.copyOf(exchanges);
        }
    }

    /** How many requests so far had this method and a path in which this regular expression is found. */
    public long count(String method, String path) {
        return requests().stream().filter(fitting(method, path)).count();
    }

    /** Requests with this method and a path in which this regular expression is found. */
    public static Predicate<Request> fitting(String method, String path) {
        Predicate<String> found = Pattern.compile(path).asPredicate();
        return request -> request.method().equals(method) && found.test(request.path());
    }

    /** From now on, requests that fit are treated so; the first rule that fits counts. */
    public void treat(Predicate<Request> fits, Treatment treatment) {
        rules.add(new Rule(fits, treatment, new Semaphore(Integer.MAX_VALUE)));
    }

    /** The next request that fits is treated so, and only that one. */
    public void treatNext(Predicate<Request> fits, Treatment treatment) {
        rules.add(new Rule(fits, treatment, new Semaphore(1)));
    }

    /** Treats all requests well again. Answers held stay held. */
    public void forgetTreatments() {
        rules.clear();
    }

    /** From now on the engine's stamps are those of that clock: in events, inspects, lists and what it says of itself. */
    public void stampBy(EngineClock host) {
        clock = host;
    }

    /** From now on told of each piece of an event stream, on the stream's own thread, right before the client gets it. */
    public void onEvents(Consumer<String> told) {
        listening = told;
    }

    /** Lets held answers go, of now and later. */
    public void release() {
        answers.open();
    }

    /** Takes {@link #release} back: answers from now on are held again where they are to be. */
    public void holdAgain() {
        answers.shut();
    }

    /** Breaks every open connection; new ones are accepted. */
    public void cut() {
        listener.cut();
    }

    /** Breaks every open connection and stops to listen: the socket is gone. */
    public void disappear() {
        listener.disappear();
    }

    /** Listens again. */
    public void reappear() {
        listener.listen();
    }

    /** Holds up all bytes of all connections, both ways; connections stay and new ones are accepted. */
    public void pause() {
        flow.shut();
    }

    /** Lets bytes pass again. */
    public void resume() {
        flow.open();
    }

    @Override
    public void close() {
        disappear();
        flow.open();
        answers.open();
        try {
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes a request; the answer is noted under the number returned. */
    int arrived(Request request) {
        synchronized (exchanges) {
            exchanges.add(new Exchange(request, Instant.now(), false, null, null, 0));
            return exchanges.size() - 1;
        }
    }

    /** The engine is about to get it. */
    void reached(int number) {
        change(number, open -> new Exchange(open.request(), open.arrived(), true, null, null, 0));
    }

    void answered(int number, int status) {
        Instant now = Instant.now();
        change(number, open -> new Exchange(open.request(), open.arrived(), open.reached(), now, null, status));
    }

    void whole(int number) {
        Instant now = Instant.now();
        change(number, open -> new Exchange(open.request(), open.arrived(), open.reached(), open.answered(), now,
                open.status()));
    }

    private void change(int number, UnaryOperator<Exchange> change) {
        synchronized (exchanges) {
            exchanges.set(number, change.apply(exchanges.get(number)));
        }
    }

    /** How a request is treated; null means well. */
    @Nullable
    Treatment treatment(Request request) {
        return rules.stream()
                .filter(rule -> rule.takes(request))
                .map(Rule::treatment)
                .findFirst()
                .orElse(null);
    }

    @Nullable
    EngineClock clock() {
        return clock;
    }

    /** The client is about to get this piece of an event stream. */
    void passes(String piece) {
        listening.accept(piece);
    }

    Gate flow() {
        return flow;
    }

    /** Writes that to one side, once anything may pass. */
    void send(OutputStream to, byte[] bytes) throws IOException, InterruptedException {
        flow.pass();
        to.write(bytes);
    }

    Gate answers() {
        return answers;
    }
}
