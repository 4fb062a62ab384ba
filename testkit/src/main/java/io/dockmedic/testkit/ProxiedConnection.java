package io.dockmedic.testkit;

import io.dockmedic.testkit.SocketProxy.Moment;
import io.dockmedic.testkit.SocketProxy.Request;
import io.dockmedic.testkit.SocketProxy.Treatment;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection and the one to the engine that serves it. One thread passes requests on and sees the client
 * leave, another passes answers back.
 */
final class ProxiedConnection {
    private static final Predicate<String> STAMPED = Pattern.compile("/events|/json|/info").asPredicate();
    /** Its answer is looked at only when all of it is there. */
    private static final Predicate<String> INSPECT = Pattern.compile("/containers/[0-9a-f]{64}/json").asPredicate();
    private static final Predicate<String> EVENTS = Pattern.compile("/events").asPredicate();

    /** A request whose answer is due. */
    private record Due(int number, Request request, @Nullable Treatment treatment) {
        void at(Moment moment) {
            if (treatment instanceof Treatment.At at && at.moment() == moment) {
                // On a thread of its own: this one is interrupted when the client goes, by the act for instance.
                CompletableFuture.runAsync(at.act()).join();
            }
        }
    }

    private final SocketProxy proxy;
    private final SocketChannel client;
    private final Path engine;
    private final BlockingQueue<Due> due = new LinkedBlockingQueue<>();
    private final CountDownLatch answersOver = new CountDownLatch(1);
    private volatile @Nullable SocketChannel upstream;
    private volatile boolean closed;

    ProxiedConnection(SocketProxy proxy, SocketChannel client, Path engine) {
        this.proxy = proxy;
        this.client = client;
        this.engine = engine;
    }

    /**
     * Until either side closes.
     *
     * @param taken run once the first request has been written down
     */
    void serve(Runnable taken) {
        // The first request is written down before the engine is connected to: that takes time which is not the client's.
        InputStream from = new BufferedInputStream(Channels.newInputStream(client));
        try (client) {
            HttpHead first = HttpHead.read(from);
            if (first != null && !closed) {
                Due arrived = arrived(first);
                taken.run();
                serve(first, arrived, from);
            }
        } catch (IOException ended) {
            // No engine there: the client sees its connection closed.
        }
    }

    private void serve(HttpHead first, Due arrived, InputStream from) throws IOException {
        try (SocketChannel up = SocketChannel.open(UnixDomainSocketAddress.of(engine))) {
            upstream = up;
            if (!closed) {
                Thread answers = Thread.ofPlatform().daemon().name("proxy-answers").start(() -> {
                    untilTheEnd(() -> answers(up));
                    answersOver.countDown();
                });
                untilTheEnd(() -> requests(first, arrived, from, up));
                answers.interrupt();
            }
        }
    }

    void close() {
        closed = true;
        try {
            client.close();
            SocketChannel up = upstream;
            if (up != null) {
                up.close();
            }
        } catch (IOException ignored) {
            // Both are gone either way.
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void untilTheEnd(Work work) {
        try {
            work.run();
        } catch (IOException ended) {
            // Cut by us, or closed by one of the two.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private Due arrived(HttpHead head) {
        Request request = new Request(head.word(0), head.word(1));
        int number = proxy.arrived(request);
        return new Due(number, request, proxy.treatment(request));
    }

    private void requests(HttpHead first, Due arrived, InputStream from, SocketChannel up)
            throws IOException, InterruptedException {
        OutputStream to = Channels.newOutputStream(up);
        Due next = arrived;
        HttpHead head = first;
        while (true) {
            next.at(Moment.ON_ITS_WAY);
            next.at(Moment.BEFORE);
            if (next.treatment() instanceof Treatment.At at && at.moment() == Moment.BEFORE) {
                return;
            }
            if (next.treatment() instanceof Treatment.Answer answer) {
                proxy.send(Channels.newOutputStream(client), written(answer));
                return;
            }
            due.add(next);
            proxy.reached(next.number());
            proxy.send(to, asked(head));
            new ProxiedBody(proxy, from, to).pass(head, 0);
            next.at(Moment.DURING);
            if (head.field("Upgrade").isPresent()) {
                // No more requests here: a terminal or a raw stream, whose client may be done and still listen.
                new ProxiedBody(proxy, from, to).copy(Long.MAX_VALUE);
                up.shutdownOutput();
                answersOver.await();
            }
            head = HttpHead.read(from);
            if (head == null) {
                return;
            }
            next = arrived(head);
        }
    }

    private void answers(SocketChannel up) throws IOException, InterruptedException {
        InputStream from = new BufferedInputStream(Channels.newInputStream(up));
        OutputStream to = Channels.newOutputStream(client);
        ProxiedBody body = new ProxiedBody(proxy, from, to);
        while (true) {
            // Between two calls too: an engine that goes closes the client's connection as well.
            HttpHead head = HttpHead.read(from);
            if (head == null) {
                return;
            }
            Due next = due.take();
            proxy.answered(next.number(), head.status());
            if (next.treatment() instanceof Treatment.LoseAnswer) {
                return;
            }
            next.at(Moment.ANSWERED);
            if (next.treatment() instanceof Treatment.HoldAnswer) {
                proxy.answers().pass();
            }
            try {
                proxy.send(to, head.bytes());
            } finally {
                // A client that has its answer may close at once, and end this write in the middle of its return.
                next.at(Moment.AFTER);
            }
            if (!head.bodiless() && !next.request().method().equals("HEAD")) {
                EngineClock clock = STAMPED.test(next.request().path()) ? proxy.clock() : null;
                if (clock == null && INSPECT.test(next.request().path())) {
                    byte[] whole = body.whole(head);
                    proxy.whole(next.number());
                    proxy.send(to, whole);
                } else if (clock == null && head.chunked() && EVENTS.test(next.request().path())) {
                    body.events();
                } else if (clock == null) {
                    body.pass(head, Long.MAX_VALUE);
                } else {
                    body.stamped(head, !next.request().path().contains("/events"), clock);
                }
                if (head.endsWithConnection()) {
                    return;
                }
            }
        }
    }

    private byte[] asked(HttpHead head) {
        EngineClock clock = proxy.clock();
        return clock == null ? head.bytes() : clock.asked(head.text()).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] written(Treatment.Answer answer) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 %d by the proxy\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                .formatted(answer.status(), body.length);
        return (head + answer.body()).getBytes(StandardCharsets.UTF_8);
    }
}
