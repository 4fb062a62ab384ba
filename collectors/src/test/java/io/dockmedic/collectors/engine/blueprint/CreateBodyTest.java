package io.dockmedic.collectors.engine.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** What not every kernel and disk lets an engine set, and what we have never heard of, is taken over like all else. */
class CreateBodyTest {
    private static final String HOST_CONFIG = """
            {"NetworkMode": "none", "StorageOpt": {"size": "120G"}, "Annotations": {"a": "b"}, "BlkioWeight": 300,
             "BlkioWeightDevice": [{"Path": "/dev/sda", "Weight": 200}],
             "BlkioDeviceReadBps": [{"Path": "/dev/sda", "Rate": 1}], "BlkioDeviceWriteBps": [{"Path": "/dev/sda", "Rate": 2}],
             "BlkioDeviceReadIOps": [{"Path": "/dev/sda", "Rate": 3}], "BlkioDeviceWriteIOps": [{"Path": "/dev/sda", "Rate": 4}],
             "CpuRealtimePeriod": 1000000, "CpuRealtimeRuntime": 950000, "KernelMemory": 67108864, "KernelMemoryTCP": 1048576,
             "MemorySwappiness": 10, "OomKillDisable": true, "Runtime": "nvidia", "CgroupnsMode": "private",
             "UsernsMode": "host", "DeviceRequests": [{"Driver": "cdi", "DeviceIDs": ["nvidia.com/gpu=0"]}],
             "NotYetThoughtOf": {"deep": [1, {"deeper": true}]}}""";

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void whatIsNotNamedIsTakenOverAsItIs() {
        ObjectNode shown = (ObjectNode) json(HOST_CONFIG);
        shown.set("RestartPolicy", json("{\"Name\": \"always\", \"MaximumRetryCount\": 0}"));
        ObjectNode inspect = (ObjectNode) json("""
                {"Id": "c1", "Name": "/web", "Config": {"Image": "web:1", "AndThis": ["too"]}}""");
        inspect.set("HostConfig", shown);

        JsonNode body = Blueprint.read(inspect).createBody(true);

        ObjectNode asked = (ObjectNode) body.path("HostConfig");
        assertThat(asked.remove("RestartPolicy")).isEqualTo(json("{\"Name\": \"no\", \"MaximumRetryCount\": 0}"));
        assertThat(asked).isEqualTo(json(HOST_CONFIG));
        assertThat(body.path("AndThis")).isEqualTo(json("[\"too\"]"));
    }
}
