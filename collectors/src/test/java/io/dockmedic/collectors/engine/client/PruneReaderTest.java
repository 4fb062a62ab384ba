package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers about the build cache, as engines give them. */
class PruneReaderTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void aPieceIsItsTypeSizeAgeAndWhetherItIsUsed() throws Exception {
        assertThat(PruneReader.cache(mapper.readTree("""
                {"BuildCache": [
                  {"ID": "a", "Type": "regular", "Description": "RUN TOKEN=hunter2 make\\nall", "InUse": false,
                   "Shared": false, "Size": 12, "CreatedAt": "2026-01-01T00:00:00Z",
                   "LastUsedAt": "2026-01-02T00:00:00+01:00"},
                  {"ID": "b", "Type": "TOKEN=hunter2", "Shared": true, "Size": -1, "CreatedAt": "2026-01-01T00:00:00Z",
                   "LastUsedAt": null}]}
                """)))
                .containsExactly(
                        new CacheEntry("regular", 12, false, Instant.parse("2026-01-01T23:00:00Z")),
                        new CacheEntry("other", 0, true, Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(PruneReader.cache(mapper.readTree("{\"BuildCache\": null}"))).isEmpty();
    }

    @Test
    void whatWasRemovedIsCounted() throws Exception {
        assertThat(PruneReader.pruned(mapper.readTree("{\"CachesDeleted\": [\"a\", \"b\"], \"SpaceReclaimed\": 7}")))
                .isEqualTo(new CachePruned(2, 7));
        assertThat(PruneReader.pruned(mapper.readTree("{\"CachesDeleted\": null, \"SpaceReclaimed\": 0}")))
                .isEqualTo(new CachePruned(0, 0));
    }

    @Test
    void anImageIsNamelessWhereNoTagLeadsToIt() throws Exception {
        assertThat(PruneReader.nameless(mapper.readTree("""
                [{"Id": "sha256:a", "RepoTags": ["<none>:<none>"], "RepoDigests": ["web@sha256:d"], "Size": 7,
                  "Labels": {"dockmedic.protect": "true"}},
                 {"Id": "sha256:b", "RepoTags": null, "RepoDigests": ["<none>@<none>"], "Size": -1, "Labels": null},
                 {"Id": "sha256:c", "RepoTags": ["web:1"]}]
                """)))
                .containsExactly(
                        new ImageEntry("sha256:a", List.of("web@sha256:d"), 7, Map.of("dockmedic.protect", "true")),
                        new ImageEntry("sha256:b", List.of(), 0, Map.of()));
    }

    @Test
    void whatAContainerLeavesIsItsEndItsPolicyItsVolumesAndWhatItLeansOn() throws Exception {
        String volume = "a".repeat(64);
        assertThat(PruneReader.leftover(mapper.readTree("""
                {"Id": "1", "Name": "/job", "State": {"Status": "exited", "FinishedAt": "2026-01-01T00:00:00Z"},
                 "HostConfig": {"RestartPolicy": {"Name": ""}, "AutoRemove": false, "NetworkMode": "container:2",
                                "VolumesFrom": ["data:ro"], "Links": ["/db:/job/store"]},
                 "Config": {"Labels": {"a": "b"}, "OpenStdin": true}, "SizeRw": 12,
                 "Mounts": [{"Type": "volume", "Name": "%s", "Destination": "/data"},
                            {"Type": "volume", "Name": "named", "Destination": "/named"},
                            {"Type": "bind", "Source": "/x", "Destination": "/bind"}]}
                """.formatted(volume))))
                .isEqualTo(new Leftover("1", "job", "exited", Instant.parse("2026-01-01T00:00:00Z"), "no", false,
                        true, Map.of("a", "b"), 12, List.of("/data"), List.of("2", "data", "db")));
        assertThat(PruneReader.leftover(mapper.readTree("""
                {"State": {"FinishedAt": "0001-01-01T00:00:00Z"}, "HostConfig": {"RestartPolicy": {"Name": "always"}}}
                """)))
                .isEqualTo(new Leftover("", "", "", null, "always", false, false, Map.of(), 0, List.of(), List.of()));
    }
}
