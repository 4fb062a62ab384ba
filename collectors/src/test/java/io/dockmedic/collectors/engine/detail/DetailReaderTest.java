package io.dockmedic.collectors.engine.detail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DetailReaderTest {
    private static Details read(String json) throws JsonProcessingException {
        return DetailReader.read(new ObjectMapper().readTree(json));
    }

    @Test
    void whatMayBeShownIsNamedForAPersonAndTheRestIsHidden() throws JsonProcessingException {
        Details details = read("""
                {"Image": "sha256:1",
                 "Config": {"Image": "web:1", "User": "app", "Env": ["DB=s3cret", "EMPTY"], "Cmd": ["serve", "s3cret"],
                   "Healthcheck": {"Test": ["CMD", "curl"], "Interval": 5000000000, "Timeout": 1500000000}},
                 "HostConfig": {"Memory": 67108864, "NanoCpus": 1500000000, "PidsLimit": 100, "NetworkMode": "shop",
                   "RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 3}, "CapAdd": ["NET_ADMIN"],
                   "PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]}},
                 "Mounts": [{"Type": "volume", "Name": "data", "Source": "/x", "Destination": "/data", "RW": false}],
                 "NetworkSettings": {"Networks": {"shop": {"IPAddress": "10.0.0.2", "Aliases": ["web"]}}}}""");
        assertThat(details.settings())
                .containsEntry("image", "web:1")
                .containsEntry("memory limit", "64 MiB")
                .containsEntry("processors", "1.50")
                .containsEntry("restart policy", "on-failure:3")
                .containsEntry("mount /data", "volume data, read-only")
                .containsEntry("port 80/tcp", ":8080")
                .containsEntry("health check", "every 5 s, within 1500 ms, 3 retries, start period 0 s")
                .doesNotContainKeys("privileged", "stop signal");
        assertThat(details.hidden()).containsOnlyKeys("variable DB", "variable EMPTY", "command",
                "health check's command");
        assertThat(details.check()).isEqualTo(
                new Details.Check(Duration.ofSeconds(5), Duration.ofMillis(1500), Duration.ZERO, 3));
        assertThat(details.networks().getFirst().aliases()).containsExactly("web");
        assertThat(details.toString()).doesNotContain("s3cret");
    }

    @Test
    void whatTheEngineLeavesOutIsNotSet() throws JsonProcessingException {
        Details details = read("{}");
        assertThat(details.settings()).isEmpty();
        assertThat(details.check()).isNull();
        assertThat(read("{\"Config\": {\"Healthcheck\": {\"Test\": [\"NONE\"]}}}").check()).isNull();
    }
}
