package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.testkit.BusyboxImage;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RawCalls;
import io.dockmedic.testkit.RealEngine;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container with everything set that the engine shows is the same once it is made anew, field by field. */
@RealEngine
class SameTest {
    private static final String NAME = "everything";
    /** Ids, times, addresses, and paths that are named after an id. */
    private static final Set<String> ITS_OWN = Set.of("Id", "Created", "State", "RestartCount", "ResolvConfPath",
            "HostnamePath", "HostsPath", "LogPath", "GraphDriver", "Storage", "SandboxID", "SandboxKey", "EndpointID",
            "DNSNames", "MountLabel", "ProcessLabel", "ImageManifestDescriptor");

    @TempDir
    Path dir;

    final PrivateEngine engine;

    SameTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @Test
    void everyFieldIsTheSame() throws Exception {
        String image = BusyboxImage.in(engine);
        Path bind = Files.createDirectories(dir.resolve("bound"));
        engine.docker("network", "create", "--subnet=10.77.1.0/24", "same-one").orFail();
        engine.docker("network", "create", "--subnet=10.77.2.0/24", "same-two").orFail();
        RawCalls raw = new RawCalls(engine.socket());
        RawCalls.Answer made = raw.call("POST", "/v1.41/containers/create?name=" + NAME, body(image, bind));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        engine.docker("network", "connect", "--alias=other", "--ip=10.77.2.9", "same-two", NAME).orFail();
        engine.docker("start", NAME).orFail();
        JsonObject before = inspect();

        try (Rig rig = new Rig(engine.socket(), dir.resolve("journal.db"))) {
            assertThat(rig.recreate(NAME)).isInstanceOf(Outcome.Done.class);
        }
        JsonObject after = inspect();
        assertThat(after.getString("Id")).isNotEqualTo(before.getString("Id"));
        // What had no name is kept by the name that the engine had given it.
        assertThat(named(after)).hasSize(named(before).size() + 1);
        assertThat(plain(after).encodePrettily()).isEqualTo(plain(before).encodePrettily());

        try (Rig rig = new Rig(engine.socket(), dir.resolve("again.db"))) {
            assertThat(rig.recreate(NAME)).isInstanceOf(Outcome.Done.class);
        }
        assertThat(named(inspect())).isEqualTo(named(after));
        engine.docker("rm", "--force", NAME).orFail();
        engine.docker("network", "rm", "same-one", "same-two").orFail();
    }

    private JsonObject inspect() {
        return new JsonArray(engine.docker("inspect", NAME).orFail().text()).getJsonObject(0);
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
        host.getJsonArray("Mounts").forEach(mount -> {
            if (((JsonObject) mount).getString("Type").equals("volume")) {
                ((JsonObject) mount).remove("Source");
            }
        });
        copy.put("Mounts", sorted(copy.getJsonArray("Mounts")));
        JsonObject networks = copy.getJsonObject("NetworkSettings").getJsonObject("Networks");
        // Engine 28 makes one up for each network for which none is asked.
        networks.getJsonObject("same-two").remove("MacAddress");
        for (String network : networks.fieldNames()) {
            JsonObject endpoint = networks.getJsonObject(network);
            JsonArray aliases = endpoint.getJsonArray("Aliases", new JsonArray());
            aliases.remove(shortId);
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

    private static String body(String image, Path bind) {
        return """
                {"Hostname": "myhost", "Domainname": "example.org", "User": "0:0", "AttachStdout": true, "AttachStderr": true,
                 "ExposedPorts": {"8080/tcp": {}, "53/udp": {}}, "Tty": true, "OpenStdin": true, "StdinOnce": true,
                 "Env": ["A=1", "SECRET=x y=z", "EMPTY=", "PATH=/bin:/sbin"], "Cmd": ["sleep", "100000"],
                 "Entrypoint": ["/bin/busybox"], "Image": "%s", "Volumes": {"/anonymous": {}}, "WorkingDir": "/tmp",
                 "Healthcheck": {"Test": ["CMD", "true"], "Interval": 30000000000, "Timeout": 5000000000,
                                 "StartPeriod": 7000000000, "Retries": 4},
                 "MacAddress": "02:42:0a:4d:01:09", "StopSignal": "SIGKILL", "StopTimeout": 3, "Shell": ["/bin/ash", "-c"],
                 "Labels": {"com.example.a": "1", "traefik.http.routers.x.rule": "Host(`x`)"},
                 "HostConfig": {
                   "Binds": ["%s:/bound:ro", "same-named:/named"],
                   "Mounts": [{"Type": "volume", "Target": "/unnamed"},
                              {"Type": "tmpfs", "Target": "/tmpfs", "TmpfsOptions": {"SizeBytes": 1048576}},
                              {"Type": "bind", "Source": "%s", "Target": "/mounted", "ReadOnly": true,
                               "BindOptions": {"Propagation": "rprivate"}}],
                   "Tmpfs": {"/tmp/fast": "size=1m"},
                   "LogConfig": {"Type": "json-file", "Config": {"max-size": "1m", "max-file": "2", "tag": "x"}},
                   "NetworkMode": "same-one", "RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 3},
                   "CapAdd": ["NET_ADMIN"], "CapDrop": ["MKNOD"], "Dns": ["9.9.9.9"], "DnsOptions": ["ndots:2"],
                   "DnsSearch": ["example.com"], "ExtraHosts": ["db:10.1.2.3"], "GroupAdd": ["10"],
                   "IpcMode": "shareable", "OomScoreAdj": 100, "SecurityOpt": ["no-new-privileges"],
                   "ShmSize": 33554432, "Sysctls": {"net.core.somaxconn": "200"}, "CpuShares": 512,
                   "Memory": 134217728, "MemoryReservation": 67108864, "MemorySwap": 268435456,
                   "NanoCpus": 500000000, "CpusetCpus": "0", "PidsLimit": 100,
                   "Ulimits": [{"Name": "nofile", "Soft": 100, "Hard": 200}],
                   "Devices": [{"PathOnHost": "/dev/null", "PathInContainer": "/dev/nothing",
                                "CgroupPermissions": "rwm"}],
                   "DeviceCgroupRules": ["c 1:3 rwm"], "ReadonlyRootfs": false,
                   "MaskedPaths": ["/proc/kcore"], "ReadonlyPaths": ["/proc/sys"]},
                 "NetworkingConfig": {"EndpointsConfig": {"same-one": {
                   "Aliases": ["shop"], "IPAMConfig": {"IPv4Address": "10.77.1.9"}}}}}
                """
                .formatted(image, bind, bind);
    }
}
