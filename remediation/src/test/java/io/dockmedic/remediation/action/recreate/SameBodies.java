package io.dockmedic.remediation.action.recreate;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/** What the engine is asked to make: between them, all that can be set. What excludes each other is not in one. */
final class SameBodies {
    private SameBodies() {}

    /** On a network of somebody's, with ports, another's volumes and everything else that goes with them. */
    static JsonObject onANetwork(String image, Path bind, String donor, int port) {
        return new JsonObject(
                """
                        {"Hostname": "myhost", "Domainname": "example.org", "User": "0:0", "AttachStdin": true, "AttachStdout": true, "AttachStderr": true,
                         "ExposedPorts": {"8080/tcp": {}, "53/udp": {}}, "Tty": true, "OpenStdin": true, "StdinOnce": true,
                         "Env": ["A=1", "SECRET=x y=z", "EMPTY=", "PATH=/bin:/sbin"], "Cmd": ["sleep", "100000"],
                         "Entrypoint": ["/bin/busybox"], "Image": "%s", "Volumes": {"/anonymous": {}}, "WorkingDir": "/tmp",
                         "Healthcheck": {"Test": ["CMD", "true"], "Interval": 30000000000, "Timeout": 5000000000,
                                         "StartPeriod": 7000000000, "Retries": 4},
                         "MacAddress": "02:42:0a:4d:01:09", "StopSignal": "SIGKILL", "StopTimeout": 3, "Shell": ["/bin/ash", "-c"],
                         "Labels": {"com.example.a": "1", "traefik.http.routers.x.rule": "Host(`x`)"},
                         "HostConfig": {
                           "Binds": ["%s:/bound:ro", "same-named:/named"],
                           "Mounts": [{"Type": "volume", "Target": "/unnamed", "VolumeOptions": {"NoCopy": true,
                                       "Labels": {"com.example.of": "a volume"}, "DriverConfig": {"Name": "local"}}},
                                      {"Type": "tmpfs", "Target": "/tmpfs",
                                       "TmpfsOptions": {"SizeBytes": 1048576, "Mode": 448}},
                                      {"Type": "bind", "Source": "%s", "Target": "/mounted", "ReadOnly": true,
                                       "BindOptions": {"Propagation": "rprivate", "NonRecursive": true}}],
                           "VolumesFrom": ["%s:ro"],
                           "Tmpfs": {"/tmp/fast": "size=1m"},
                           "LogConfig": {"Type": "json-file", "Config": {"max-size": "1m", "max-file": "2", "tag": "x"}},
                           "NetworkMode": "same-one", "RestartPolicy": {"Name": "on-failure", "MaximumRetryCount": 3},
                           "PortBindings": {"8080/tcp": [{"HostIp": "127.0.0.1", "HostPort": "%d"}]}, "PublishAllPorts": true,
                           "CapAdd": ["NET_ADMIN"], "CapDrop": ["MKNOD"], "Dns": ["9.9.9.9"], "DnsOptions": ["ndots:2"],
                           "DnsSearch": ["example.com"], "ExtraHosts": ["db:10.1.2.3"], "GroupAdd": ["10"],
                           "IpcMode": "shareable", "OomScoreAdj": 100, "SecurityOpt": ["no-new-privileges"],
                           "ShmSize": 33554432, "Sysctls": {"net.core.somaxconn": "200"}, "CpuShares": 512,
                           "Memory": 134217728, "MemoryReservation": 67108864, "MemorySwap": 268435456,
                           "NanoCpus": 500000000, "CpusetCpus": "0", "PidsLimit": 100, "Init": true,
                           "Runtime": "io.containerd.runc.v2",
                           "Ulimits": [{"Name": "nofile", "Soft": 100, "Hard": 200}],
                           "Devices": [{"PathOnHost": "/dev/null", "PathInContainer": "/dev/nothing",
                                        "CgroupPermissions": "rwm"}],
                           "DeviceCgroupRules": ["c 1:3 rwm"], "ReadonlyRootfs": false,
                           "MaskedPaths": ["/proc/kcore"], "ReadonlyPaths": ["/proc/sys"]},
                         "NetworkingConfig": {"EndpointsConfig": {"same-one": {
                           "Aliases": ["shop"], "Links": ["%s:store"], "DriverOpts": {"com.example.option": "1"},
                           "IPAMConfig": {"IPv4Address": "10.77.1.9"}}}}}
                        """
                        .formatted(image, bind, bind, donor, port, donor));
    }

    /** In the host's namespaces, on no network, and linked to another. */
    static JsonObject onTheHost(String image, String donor) {
        return new JsonObject("""
                {"Image": "%s", "Cmd": ["sleep", "100000"], "Env": ["PATH=/bin"], "User": "0",
                 "HostConfig": {
                   "NetworkMode": "none", "PidMode": "host", "UTSMode": "host", "IpcMode": "host",
                   "UsernsMode": "host", "CgroupnsMode": "host", "Links": ["%s:store"], "ReadonlyRootfs": true,
                   "RestartPolicy": {"Name": "always"}, "LogConfig": {"Type": "none"},
                   "CpuPeriod": 50000, "CpuQuota": 25000, "CpusetCpus": "0", "CpusetMems": "0", "Memory": 134217728,
                   "MemorySwappiness": 10, "OomKillDisable": true, "BlkioWeight": 300}}
                """
                .formatted(image, donor));
    }

    /** In another's network, memory and processes. */
    static JsonObject joined(String image, String donor) {
        return new JsonObject("""
                {"Image": "%s", "Cmd": ["sleep", "100000"], "Env": ["PATH=/bin"],
                 "HostConfig": {
                   "NetworkMode": "container:%s", "PidMode": "container:%s", "IpcMode": "container:%s",
                   "VolumesFrom": ["%s"], "RestartPolicy": {"Name": "unless-stopped"}}}
                """
                .formatted(image, donor, donor, donor, donor));
    }

    /** What needs a GPU, a disk, a driver or a privilege that is not everywhere: it can be made, and not be started. */
    static JsonObject neverStarted(String image) {
        return new JsonObject("""
                {"Image": "%s", "Cmd": ["sleep", "100000"], "Env": ["PATH=/bin"], "NetworkDisabled": true,
                 "Healthcheck": {"Test": ["CMD", "true"], "Interval": 30000000000, "StartPeriod": 7000000000,
                                 "StartInterval": 2000000000},
                 "HostConfig": {
                   "DeviceRequests": [
                     {"Driver": "nvidia", "Count": -1, "Capabilities": [["gpu"]], "Options": {"an": "option"}},
                     {"Driver": "", "DeviceIDs": ["GPU-11111111-2222-3333-4444-555555555555"],
                      "Capabilities": [["gpu", "compute"], ["gpu", "utility"]]}],
                   "Privileged": true, "RestartPolicy": {"Name": "no"},
                   "NetworkMode": "none", "CgroupParent": "/dockmedic-same-test", "IpcMode": "none",
                   "ContainerIDFile": "/run/same.cid", "ConsoleSize": [30, 100], "VolumeDriver": "local",
                   "Annotations": {"com.example.annotation": "1"}, "CgroupnsMode": "host",
                   "BlkioWeight": 300, "BlkioWeightDevice": [{"Path": "/dev/null", "Weight": 200}],
                   "BlkioDeviceReadBps": [{"Path": "/dev/null", "Rate": 1048576}],
                   "BlkioDeviceWriteBps": [{"Path": "/dev/null", "Rate": 2097152}],
                   "BlkioDeviceReadIOps": [{"Path": "/dev/null", "Rate": 100}],
                   "BlkioDeviceWriteIOps": [{"Path": "/dev/null", "Rate": 200}],
                   "Isolation": "default"}}
                """
                .formatted(image));
    }

    /**
     * What engines take since API 1.44 to 1.48: more of mounts and of endpoints. On two networks, with addresses that nobody chose. It
     * does not heed SIGTERM and has a volume that it may write to: it would be given a minute to end.
     */
    static JsonObject ofACurrentEngine(String image, Path bind, String one, String two) {
        return new JsonObject("""
                {"Image": "%s", "Cmd": ["sleep", "100000"], "Env": ["PATH=/bin"], "StopSignal": "SIGKILL",
                 "Healthcheck": {"Test": ["CMD", "true"], "Interval": 30000000000, "StartPeriod": 7000000000,
                                 "StartInterval": 2000000000},
                 "HostConfig": {
                   "NetworkMode": "%s", "Annotations": {"com.example.annotation": "1"},
                   "Mounts": [{"Type": "volume", "Source": "same-sub", "Target": "/sub",
                               "VolumeOptions": {"Subpath": "inner"}},
                              {"Type": "tmpfs", "Target": "/fast",
                               "TmpfsOptions": {"SizeBytes": 1048576, "Options": [["noexec"]]}},
                              {"Type": "bind", "Source": "%s", "Target": "/made", "ReadOnly": true,
                               "BindOptions": {"CreateMountpoint": true, "ReadOnlyNonRecursive": true}}]},
                 "NetworkingConfig": {"EndpointsConfig": {
                   "%s": {"MacAddress": "02:42:0a:4d:01:77", "GwPriority": 1, "DriverOpts": {"com.example.a": "1"}},
                   "%s": {"GwPriority": 9, "Aliases": ["other"], "DriverOpts": {"com.example.b": "2"}}}}}
                """
                .formatted(image, one, bind.resolve("not-yet"), one, two));
    }
}
