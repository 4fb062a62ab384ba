package io.dockmedic.collectors.engine.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.StartFault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Engine 20.10.24 and 28.5.2 said when it was tried; of NVIDIA's toolkit, CDI and a full disk, what is in reports and in
 * their source.
 */
class StartFaultsTest {
    private static final String SHIM = "failed to create task for container: failed to create shim task: OCI runtime create"
            + " failed: ";
    private static final String RUNC = SHIM + "runc create failed: unable to start container process: ";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            port_allocated   | driver failed programming external connectivity on endpoint web (b1a48b19): Bind for 127.0.0.1:18080 failed: port is already allocated
            port_allocated   | failed to set up container networking: driver failed programming external connectivity on endpoint web (f5e8e282): Bind for 127.0.0.1:18080 failed: port is already allocated
            address_in_use   | driver failed programming external connectivity on endpoint web (66d36459): Error starting userland proxy: listen tcp4 127.0.0.1:18081: bind: address already in use
            address_in_use   | failed to set up container networking: driver failed programming external connectivity on endpoint web (4afcf59c): failed to bind host port for 127.0.0.1:18081:172.18.0.3:80/tcp: address already in use
            address_missing  | failed to set up container networking: driver failed programming external connectivity on endpoint pb (5e54a4c3): failed to bind host port for 10.99.99.99:80:172.18.0.3:80/tcp: cannot assign requested address
            gpu              | could not select device driver "" with capabilities: [[gpu]]
            gpu              | error gathering device information while adding custom device "/dev/nvidia0": no such file or directory
            gpu              | CDI device injection failed: unresolvable CDI devices nvidia.com/gpu=all
            runtime_missing  | unknown or invalid runtime name: spare
            runtime_missing  | runtime not found in config: nvidia
            device_missing   | error gathering device information while adding custom device "/dev/ttyUSB0": no such file or directory
            network_gone     | network n2 not found
            network_gone     | failed to set up container networking: network n2 not found
            parent_down      | No such container: gone
            parent_down      | joining network namespace of container: No such container: gone
            parent_down      | cannot join network of a non running container: 0123
            parent_down      | cannot join network namespace of a non running container: container par is created
            user_missing     | unable to find user nosuch: no matching entries in passwd file
            mount_missing    | invalid mount config for type "bind": bind source path does not exist: /srv/data
            unreachable      | error while mounting volume '/var/lib/docker/volumes/nas/_data': error resolving passed in network volume address: lookup nosuch.invalid on 10.0.0.53:53: no such host
            unreachable      | error while mounting volume '/var/lib/docker/volumes/nas/_data': failed to mount local volume: mount :/data:/var/lib/docker/volumes/nas/_data, data: addr=10.0.0.9: connection refused
            mount_missing    | error while mounting volume '/var/lib/docker/volumes/x/_data': failed to mount local volume: mount /dev/sdz1:/var/lib/docker/volumes/x/_data: no such file or directory
            mount_busy       | error while mounting volume '/var/lib/docker/volumes/x/_data': failed to mount local volume: mount /dev/sdb1:/var/lib/docker/volumes/x/_data: device or resource busy
            out_of_space     | failed to create task for container: failed to create shim task: mkdir /run/containerd/x: no space left on device
            unknown          | something that no version has said so far
            """)
    void theEnginesOwn(String fault, String error) {
        assertThat(StartFaults.of(error).word()).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            command_not_found      | exec: "/nonesuch": stat /nonesuch: no such file or directory: unknown
            command_not_found      | exec: "nonesuch": executable file not found in $PATH
            command_not_executable | exec: "/tool": permission denied
            mount_missing          | error during container init: error mounting "/srv/data" to rootfs at "/data": stat /srv/data: no such file or directory
            mount_refused          | error during container init: error mounting "/srv/a.tar" to rootfs at "/tmp": mount /srv/a.tar:/tmp (via /proc/self/fd/6), flags: 0x5000: not a directory: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type
            user_missing           | unable to setup user: unable to find user 0: read /etc/passwd: is a directory: permission denied
            limits_refused         | error during container init: error setting rlimits for ready process: error setting rlimit type 7: operation not permitted
            limits_refused         | unable to apply cgroup configuration: failed to write 512: write /sys/fs/cgroup/pids.max: invalid argument
            gpu                    | error during container init: error running prestart hook #0: exit status 1, stdout: , stderr: nvidia-container-cli: initialization error: nvml error: driver not loaded
            gpu                    | error running hook #0: error running hook: exit status 1, stderr: nvidia-container-cli: mount error: failed to add device rules
            unknown                | error during container init: open /proc/sys/net/nonesuch: no such file or directory
            """)
    void theRuntimes(String fault, String error) {
        assertThat(StartFaults.of(RUNC + error).word()).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            runtime_missing | unable to retrieve OCI runtime error (open /run/containerd/x/log.json: no such file or directory): fork/exec /nowhere/crun: no such file or directory
            gpu             | unable to retrieve OCI runtime error (open /run/containerd/x/log.json: no such file or directory): fork/exec /usr/bin/nvidia-container-runtime: no such file or directory
            """)
    void aRuntimesProgramThatIsGone(String fault, String error) {
        assertThat(StartFaults.of(SHIM + error).word()).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({"mount_busy,true", "unreachable,true", "gpu,false", "port_allocated,false", "unknown,false"})
    void whatMayPass(String fault, boolean mayPass) {
        assertThat(StartFault.valueOf(fault.toUpperCase(java.util.Locale.ROOT)).mayPass()).isEqualTo(mayPass);
    }
}
