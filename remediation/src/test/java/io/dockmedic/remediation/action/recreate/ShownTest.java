package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A field that an engine shows and that is neither asked for nor known is found, wherever it is. */
class ShownTest {
    private static final JsonObject INSPECT = new JsonObject("""
            {"Id": "0123456789abcdef", "Created": "now", "NewTop": 1,
             "Config": {"Image": "a", "Hostname": "0123456789ab", "NewConfig": 1},
             "HostConfig": {"NetworkMode": "n", "NewHost": 1, "Binds": ["x:/x"],
                            "Mounts": [{"Target": "/a", "VolumeOptions": {"NewOption": 1}}]},
             "Mounts": [{"Type": "bind", "NewShown": 1}],
             "NetworkSettings": {"Ports": {}, "NewSettings": 1,
               "Networks": {"n": {"IPAddress": "10.0.0.1", "Aliases": ["a", "0123456789ab"], "NewEndpoint": 1}}}}
            """);

    @Test
    void whatIsNotAskedForIsFound() {
        JsonObject body = new JsonObject("""
                {"Image": "a", "HostConfig": {"NetworkMode": "n", "Mounts": [{"Target": "/a"}]},
                 "NetworkingConfig": {"EndpointsConfig": {"n": {"Aliases": ["a"]}}}}
                """);
        assertThat(Shown.unknown(INSPECT, body, Map.of())).containsExactlyInAnyOrder("NewTop", "Config.NewConfig",
                "HostConfig.NewHost", "HostConfig.Binds", "HostConfig.Mounts[].VolumeOptions", "Mounts[].NewShown",
                "NetworkSettings.NewSettings", "NetworkSettings.Networks.n.NewEndpoint");
    }

    @Test
    void whatIsAskedForAsItIsShownIsNot() {
        JsonObject body = new JsonObject("""
                {"Image": "a", "NewConfig": 1,
                 "HostConfig": {"NetworkMode": "n", "NewHost": 1, "Binds": ["x:/x", "volume:/more"],
                                "Mounts": [{"Target": "/a", "Source": "named", "VolumeOptions": {"NewOption": 1}}]},
                 "NetworkingConfig": {"EndpointsConfig": {}}}
                """);
        assertThat(Shown.unknown(INSPECT, body, Map.of("n", new JsonObject("""
                {"Aliases": ["a"], "NewEndpoint": 1}""")))).containsExactlyInAnyOrder("NewTop", "Mounts[].NewShown",
                "NetworkSettings.NewSettings");
    }
}
