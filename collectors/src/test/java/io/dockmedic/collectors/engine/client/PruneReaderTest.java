package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
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
}
