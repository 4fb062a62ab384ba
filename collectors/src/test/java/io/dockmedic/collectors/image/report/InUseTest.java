package io.dockmedic.collectors.image.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InUseTest {
    @ParameterizedTest
    @CsvSource({"nginx,docker.io/library/nginx:latest", "nginx:1.29,docker.io/library/nginx:1.29",
            "docker.io/nginx,docker.io/library/nginx:latest", "index.docker.io/a/b:1,docker.io/a/b:1",
            "a/b,docker.io/a/b:latest", "ghcr.io/a/b:1,ghcr.io/a/b:1", "localhost/a,localhost/a:latest",
            "host:5000/a,host:5000/a:latest", "nginx@sha256:ab,docker.io/library/nginx@sha256:ab"})
    void aNameIsCompletedAsTheEngineDoes(String name, String whole) {
        assertThat(ImageName.whole(name)).isEqualTo(whole);
    }

    @Test
    void containersOfOneImageAreOneAndJobsAreNone() {
        List<InUse> all = InUse.of(List.of(Reports.container("b", "nginx", "sha256:1"),
                Reports.container("a", "docker.io/library/nginx:latest", "sha256:2"),
                Reports.container("c", "redis:8", "sha256:3"), Reports.container("d", "job:1", "sha256:4", true)));
        assertThat(all).extracting(InUse::key)
                .containsExactly("docker.io/library/nginx:latest", "docker.io/library/redis:8");
        assertThat(all.getFirst().services()).containsExactly("a", "b");
        assertThat(all.getFirst().ids()).containsExactlyInAnyOrder("sha256:1", "sha256:2");
    }

    @ParameterizedTest
    @CsvSource({"other,sha256:1,,,ID", "other,sha256:9,x@sha256:1,,DIGEST", "nginx:latest,sha256:9,,,NAME",
            "/tmp/web.tar,sha256:9,,nginx:latest,NAME", "nginx:2,sha256:9,x@sha256:8,other:latest,"})
    void aReportIsOfAnImageByIdDigestOrName(String artifact, String id, String digest, String tag, InUse.By by) {
        InUse nginx = InUse.of(List.of(Reports.container("web", "nginx", "sha256:1"))).getFirst();
        Header report = new Header(artifact, id, digest == null ? List.of() : List.of(digest),
                tag == null ? List.of() : List.of(tag), null);
        assertThat(nginx.by(report)).isEqualTo(by);
    }

    @Test
    void anImageNamedByItsDigestIsFoundByIt() {
        InUse pinned = InUse.of(List.of(Reports.container("web", "a/b@sha256:d", "sha256:1"))).getFirst();
        assertThat(pinned.by(new Header("x", "", List.of("a/b@sha256:d"), List.of(), null))).isEqualTo(InUse.By.DIGEST);
    }
}
