package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine's own words, of several versions. */
class RefusalsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | No such container: x                                                               | NOT_FOUND
            404 | network backend not found                                                          | NOT_FOUND
            404 | Not Found                                                                          | BAD_REQUEST
            404 | page not found                                                                     | BAD_REQUEST
            409 | You cannot restart a paused container                                              | CONFLICT
            304 | ''                                                                                 | CONFLICT
            403 | Forbidden                                                                          | DENIED
            401 | ''                                                                                 | DENIED
            400 | invalid reference format                                                           | BAD_REQUEST
            429 | toomanyrequests                                                                    | BAD_REQUEST
            500 | driver failed programming external connectivity on endpoint a: Bind for 0.0.0.0:80 failed: port is already allocated | PORT_IN_USE
            500 | failed to bind host port for 0.0.0.0:80:172.17.0.2:80/tcp: address already in use  | PORT_IN_USE
            400 | OCI runtime create failed: runc create failed: exec: "x": executable file not found in $PATH: unknown | BAD_COMMAND
            400 | OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "/x": stat /x: no such file or directory | BAD_COMMAND
            400 | OCI runtime create failed: exec: "/etc": permission denied: unknown                | BAD_COMMAND
            500 | error while mounting volume '/v': failed to mount local volume: mount nfs: device or resource busy | MOUNT
            400 | invalid mount config for type "bind": bind source path does not exist: /x          | MOUNT
            500 | OCI runtime create failed: error mounting "/a" to rootfs at "/b": not a directory  | MOUNT
            500 | could not select device driver "nvidia" with capabilities: [[gpu]]                 | DEVICE
            400 | unknown or invalid runtime name: nvidia                                            | DEVICE
            400 | Unknown runtime specified nvidia                                                   | DEVICE
            500 | could not select device driver "cdi" with capabilities: []                         | DEVICE
            500 | CDI device injection failed: unresolvable CDI devices nvidia.com/gpu=0             | DEVICE
            500 | CDI device injection failed: failed to stat "/dev/nvidia-modeset": no such file or directory | DEVICE
            500 | AMD CDI spec not found                                                             | DEVICE
            500 | error running hook #0: fork/exec /usr/bin/nvidia-container-runtime-hook: no such file or directory: unknown | DEVICE
            400 | OCI runtime create failed: exec: "nvidia-container-runtime": executable file not found in $PATH: unknown | DEVICE
            500 | error gathering device information while adding custom device "/dev/dri/renderD128": no such file or directory | DEVICE
            500 | OCI runtime create failed: nvidia-container-cli: initialization error: nvml error: driver/library version mismatch | DEVICE
            500 | Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host | NETWORK
            500 | net/http: TLS handshake timeout                                                    | NETWORK
            500 | error while mounting volume '/v': error resolving passed in network volume address: lookup nas on 10.0.0.53:53: no such host | NETWORK
            500 | runtime not found in config: nvidia                                                | DEVICE
            500 | something else                                                                     | SERVER_ERROR
            503 | ''                                                                                 | SERVER_ERROR
            """)
    void areClassifiedByStatusAndWords(int status, String message, ErrorClass error) {
        assertThat(Refusals.of(status, message)).isEqualTo(error);
    }

    @Test
    void anEngineWithoutTheCallIsNotOneWithoutTheContainer() {
        assertThat(Refusals.said(404, "Not Found"))
                .isEqualTo("this engine has no such call (it answers 404 \"Not Found\")");
        assertThat(Refusals.said(404, "No such container: x")).isEqualTo("No such container: x");
    }
}
