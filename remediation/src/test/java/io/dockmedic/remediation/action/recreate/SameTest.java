package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RawCalls;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** A container with everything set that the engine shows is the same once it is made anew, field by field. */
@RealEngine
@InMatrix(value = SameTest.SHOWN, on = Column.INSTALLED)
class SameTest {
    static final String SHOWN = "what is made anew is the same, field by field";
    static final String NAME = "everything";
    private static final String DONOR = "same-donor";
    /** Ids, times, addresses, and paths that are named after an id. */
    private static final Set<String> ITS_OWN = Set.of("Id", "Created", "State", "RestartCount", "ResolvConfPath",
            "HostnamePath", "HostsPath", "LogPath", "GraphDriver", "Storage", "SandboxID", "SandboxKey", "EndpointID",
            "DNSNames", "MountLabel", "ProcessLabel", "ImageManifestDescriptor");
    /** What some kernels and some engines leave out, with a warning. */
    private static final Set<String> NOT_EVERYWHERE = Set.of("BlkioWeight", "BlkioWeightDevice", "BlkioDeviceReadBps",
            "BlkioDeviceWriteBps", "BlkioDeviceReadIOps", "BlkioDeviceWriteIOps", "MemorySwappiness", "OomKillDisable",
            "Annotations", "ConsoleSize", "Isolation", "CgroupnsMode");

    @TempDir
    Path dir;

    final PrivateEngine engine;
    private final RawCalls raw;
    String image = "";

    SameTest(PrivateEngine engine) {
        this.engine = engine;
        this.raw = new RawCalls(engine.socket());
    }

    /** Another, whose volumes, network and the like it has. */
    @BeforeEach
    void donor() throws IOException {
        image = BusyboxImage.in(engine);
        Path lent = Files.createDirectories(dir.resolve("lent"));
        engine.docker("run", "--detach", "--name", DONOR, "--network=none", "--ipc=shareable",
                "--volume=same-donated:/donated", "--volume=" + lent + ":/lent", image).orFail();
    }

    @AfterEach
    void remove() {
        engine.docker("rm", "--force", "--volumes", NAME, NAME + "-twin", DONOR);
    }

    @Test
    void everyFieldIsTheSame() throws Exception {
        Path bind = Files.createDirectories(dir.resolve("bound"));
        engine.docker("network", "create", "--subnet=10.77.1.0/24", "same-one").orFail();
        engine.docker("network", "create", "--subnet=10.77.2.0/24", "same-two").orFail();
        JsonObject body = SameBodies.onANetwork(image, bind, DONOR, freePort());
        make("/v1.41", NAME, body);
        engine.docker("network", "connect", "--alias=other", "--ip=10.77.2.9", "same-two", NAME).orFail();
        engine.docker("start", NAME).orFail();
        JsonObject before = inspect(NAME);
        assertThat(leftOut(body, before)).isEmpty();
        assertThat(unknown(before)).isEmpty();

        JsonObject after = madeAnew("journal.db");
        // What had no name is kept by the name that the engine had given it, and so is what another has lent.
        assertThat(named(after)).hasSize(named(before).size() + 2);
        assertThat(plain(after).encodePrettily()).isEqualTo(plain(before).encodePrettily());

        assertThat(named(madeAnew("again.db"))).isEqualTo(named(after));
        engine.docker("rm", "--force", NAME).orFail();
        engine.docker("network", "rm", "same-one", "same-two").orFail();
    }

    @Test
    void oneInTheHostsNamespacesIsTheSame() throws IOException {
        sameOnceMadeAnew(SameBodies.onTheHost(image, DONOR));
    }

    @Test
    void oneThatLivesOnAnotherIsTheSame() throws IOException {
        sameOnceMadeAnew(SameBodies.joined(image, DONOR));
    }

    /** For want of a GPU and privileges it cannot be started: the body is asked for once more, and not the whole way gone. */
    @Test
    void whatCannotBeStartedHereIsMadeTheSame() throws Exception {
        String version = engine.docker("version", "--format={{.Server.APIVersion}}").orFail().text().strip();
        String path = "/v" + version;
        JsonObject body = SameBodies.neverStarted(image);
        make(path, NAME, body);
        JsonObject before = inspect(NAME);
        assertThat(leftOut(body, before)).isEmpty();
        assertThat(unknown(before)).isEmpty();
        assertThat(before.getJsonObject("HostConfig").getJsonArray("DeviceRequests")).hasSize(2);

        boolean severalNetworks = Integer.parseInt(version.substring(version.indexOf('.') + 1)) >= 44;
        Blueprint blueprint = blueprint(before);
        make(path, NAME + "-twin", new JsonObject(blueprint.createBody(severalNetworks).toString()));

        JsonObject twin = inspect(NAME + "-twin");
        assertThat(blueprint.differences(blueprint(twin))).isEmpty();
        assertThat(plain(twin.put("Name", "/" + NAME)).encodePrettily()).isEqualTo(plain(before).encodePrettily());
    }

    void sameOnceMadeAnew(JsonObject body) throws IOException {
        sameOnceMadeAnew("/v1.41", body);
    }

    void sameOnceMadeAnew(String path, JsonObject body) throws IOException {
        make(path, NAME, body);
        engine.docker("start", NAME).orFail();
        JsonObject before = inspect(NAME);
        assertThat(leftOut(body, before)).isEmpty();
        assertThat(unknown(before)).isEmpty();
        assertThat(plain(madeAnew("journal.db")).encodePrettily()).isEqualTo(plain(before).encodePrettily());
    }

    private void make(String path, String name, JsonObject body) {
        RawCalls.Answer made = raw.call("POST", path + "/containers/create?name=" + name, body.encode());
        assertThat(made.status()).as(made.body()).isEqualTo(201);
    }

    private JsonObject madeAnew(String journal) {
        String was = inspect(NAME).getString("Id");
        try (Rig rig = new Rig(engine.socket(), dir.resolve(journal))) {
            Outcome came = rig.recreate(NAME);
            // Its first probe may just have made it healthy: then it is decided anew.
            boolean again = came instanceof Outcome.Refused refused
                    && refused.message().contains("changed since the decision");
            assertThat(again ? rig.recreate(NAME) : came).isInstanceOf(Outcome.Done.class);
        }
        JsonObject after = inspect(NAME);
        assertThat(after.getString("Id")).isNotEqualTo(was);
        return after;
    }

    private JsonObject inspect(String name) {
        return new JsonArray(engine.docker("inspect", name).orFail().text()).getJsonObject(0);
    }

    private static Blueprint blueprint(JsonObject inspect) throws IOException {
        return Blueprint.read(new ObjectMapper().readTree(inspect.encode()));
    }

    /** What the engine shows and neither is asked for when it is made anew, nor is known not to be; for engines of both kinds. */
    private static List<String> unknown(JsonObject inspect) throws IOException {
        Blueprint blueprint = blueprint(inspect);
        Map<String, JsonObject> later = new HashMap<>();
        blueprint.laterNetworks().forEach((name, asked) -> later.put(name, new JsonObject(asked.toString())));
        List<String> found = new ArrayList<>(
                Shown.unknown(inspect, new JsonObject(blueprint.createBody(true).toString()), Map.of()));
        found.addAll(Shown.unknown(inspect, new JsonObject(blueprint.createBody(false).toString()), later));
        return found;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** What was asked for and does not show, so that nothing would be seen if it were lost. */
    private static List<String> leftOut(JsonObject body, JsonObject inspect) {
        JsonObject shown = inspect.getJsonObject("HostConfig");
        return body.getJsonObject("HostConfig")
                .fieldNames()
                .stream()
                .filter(field -> !NOT_EVERYWHERE.contains(field))
                .filter(field -> !isSet(shown.getValue(field)))
                .filter(field -> !Boolean.FALSE.equals(body.getJsonObject("HostConfig").getValue(field)))
                .toList();
    }

    private static boolean isSet(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean yes -> yes;
            case Number number -> number.doubleValue() != 0;
            case String text -> !text.isEmpty();
            case JsonArray list -> !list.isEmpty();
            case JsonObject object -> !object.isEmpty();
            default -> true;
        };
    }

    private static List<?> named(JsonObject inspect) {
        return inspect.getJsonObject("HostConfig").getJsonArray("Binds").getList();
    }

    private static JsonObject plain(JsonObject inspect) {
        JsonObject copy = inspect.copy();
        String shortId = copy.getString("Id").substring(0, 12);
        without(copy);
        JsonObject host = copy.getJsonObject("HostConfig");
        host.remove("Binds");
        host.getJsonArray("Mounts", new JsonArray()).forEach(mount -> {
            if (((JsonObject) mount).getString("Type").equals("volume")) {
                ((JsonObject) mount).remove("Source");
            }
        });
        copy.put("Mounts", sorted(copy.getJsonArray("Mounts")));
        JsonObject config = copy.getJsonObject("Config");
        if (config.getString("Hostname", "").equals(shortId)) {
            config.remove("Hostname");
        }
        JsonObject settings = copy.getJsonObject("NetworkSettings");
        // Nobody has asked for that one's number: it is an address.
        settings.getJsonObject("Ports", new JsonObject())
                .getJsonArray("53/udp", new JsonArray())
                .forEach(port -> ((JsonObject) port).remove("HostPort"));
        JsonObject networks = settings.getJsonObject("Networks");
        // Engine 28 makes one up for each network for which none is asked.
        for (String network : networks.fieldNames()) {
            if (network.endsWith("-two")) {
                networks.getJsonObject(network).remove("MacAddress");
            }
            if (!isSet(networks.getJsonObject(network).getValue("IPAMConfig"))) {
                networks.getJsonObject(network).remove("IPAddress");
            }
            JsonArray aliases = networks.getJsonObject(network).getJsonArray("Aliases");
            if (aliases != null) {
                aliases.remove(shortId);
            }
        }
        return copy;
    }

    private static JsonArray sorted(JsonArray mounts) {
        return new JsonArray(mounts.stream()
                .map(JsonObject.class::cast)
                .peek(mount -> {
                    if (mount.getString("Type").equals("volume")) {
                        mount.remove("Mode");
                        mount.remove("Propagation");
                    }
                })
                .sorted((one, other) -> one.getString("Destination").compareTo(other.getString("Destination")))
                .toList());
    }

    private static void without(JsonObject object) {
        ITS_OWN.forEach(object::remove);
        object.forEach(entry -> {
            if (entry.getValue() instanceof JsonObject inner && !entry.getKey().equals("Labels")) {
                without(inner);
            }
        });
    }
}
