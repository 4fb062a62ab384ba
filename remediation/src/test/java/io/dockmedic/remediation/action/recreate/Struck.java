package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.SocketProxy;
import io.dockmedic.testkit.SocketProxy.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The calls of which it consists that a container is made anew, each to be struck, and containers of which all of these are asked. */
public final class Struck {
    private static final String CONNECT = "connect";
    private static final List<String> NETWORKS = List.of("anew-a", "anew-b");

    private Struck() {}

    /** The call of that name. Of one that is made twice the second is a stage further on: each of these is for one course. */
    public static Predicate<Request> call(String step) {
        return switch (step) {
            case "create" -> SocketProxy.fitting("POST", "/containers/create");
            case CONNECT -> SocketProxy.fitting("POST", "/networks/[^/]+/connect");
            case "update" -> SocketProxy.fitting("POST", "/update");
            case "stop" -> SocketProxy.fitting("POST", "/stop");
            case "rename-old" -> SocketProxy.fitting("POST", "/rename.*dockmedic-old");
            case "rename-new" -> SocketProxy.fitting("POST", "/rename\\?name=[a-z-]+$");
            case "start" -> SocketProxy.fitting("POST", "/start");
            // The new one is given the policy that was taken from the old one.
            case "update-new" -> {
                AtomicInteger updates = new AtomicInteger();
                yield request -> call("update").test(request) && updates.incrementAndGet() == 2;
            }
            case "remove" -> SocketProxy.fitting("DELETE", "/containers/");
            default -> throw new IllegalArgumentException(step);
        };
    }

    /**
     * Starts one in the background and returns its full id.
     *
     * @param step which call is to be struck: to join a network is one of its own for what is on two, up to API 1.43; otherwise it is on none
     */
    public static String up(PrivateEngine engine, String name, String step, List<String> options, String image,
            String... command) {
        boolean onTwo = step.equals(CONNECT);
        if (onTwo) {
            NETWORKS.stream()
                    .filter(network -> engine.docker("network", "inspect", network).exitCode() != 0)
                    .forEach(network -> engine
                            .docker("network", "create", "--subnet=172.29.8" + NETWORKS.indexOf(network) + ".0/24",
                                    network)
                            .orFail());
        }
        List<String> call = new ArrayList<>(List.of("run", "--detach", "--name", name, "--network",
                onTwo ? NETWORKS.getFirst() : "none"));
        call.addAll(options);
        call.add(image);
        call.addAll(List.of(command));
        String id = engine.docker(call.toArray(String[]::new)).orFail().text();
        if (onTwo) {
            engine.docker("network", CONNECT, "--alias=also", NETWORKS.getLast(), name).orFail();
        }
        return id;
    }

    /** It is on the networks that {@link #up} put it on, and no others. */
    public static void isOnItsNetworks(PrivateEngine engine, String name, String step) {
        assertThat(engine.docker("inspect", "-f", "{{range $name, $on := .NetworkSettings.Networks}}{{$name}} {{end}}",
                name).orFail().text().strip()).isEqualTo(step.equals(CONNECT) ? String.join(" ", NETWORKS) : "none");
    }
}
