package io.dockmedic.remediation.diagnose.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.detail.Details.Mount;
import io.dockmedic.collectors.host.files.Stat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {
    private static final Mount DATA = new Mount("bind", "/srv/data", "/data", true);

    private static User user(long uid, long gid, Set<Long> groups) {
        return new User("app", uid, gid, groups, "image", owner -> uid == 0);
    }

    @ParameterizedTest
    @CsvSource({"0,0,0755,false", "0,0,0757,true", "1000,0,0700,true", "1000,0,0500,false", "0,1000,0770,true",
            "0,2000,0770,true", "0,2000,0707,false", "1000,1000,0577,false", "0,3000,0770,false"})
    void theKernelTakesOwnerGroupOrOthers(long uid, long gid, String mode, boolean fits) {
        assertThat(Fit.against(DATA, new Stat.There(uid, gid, Integer.parseInt(mode, 8), true),
                user(1000, 1000, Set.of(2000L)), false).isEmpty()).isEqualTo(fits);
    }

    @Test
    void whatToWriteIsSaid() {
        assertThat(Fit.against(DATA, new Stat.There(0, 0, 0755, true), user(1000, 1000, Set.of()), false)).contains(
                "It runs as 1000:1000 (app) and may not write to /data: on the host /srv/data belongs to 0:0, mode 755."
                        + " If it is to: chown 1000:1000 /srv/data (whose the files in it are was not looked at).");
        assertThat(Fit.against(new Mount("bind", "/srv/a b's", "/data", false), new Stat.There(0, 0, 0600, false),
                user(1000, 1000, Set.of()), false)).get()
                .asString()
                .contains("may not read /data", "chown 1000:1000 '/srv/a b'\\''s'.");
    }

    @Test
    void rootMayAllAndAFolderThatIsOnlyReadNeedsNoRightToWrite() {
        assertThat(Fit.against(DATA, new Stat.There(5, 5, 0700, true), user(0, 0, Set.of()), false)).isEmpty();
        assertThat(Fit.against(new Mount("bind", "/srv/data", "/data", false), new Stat.There(0, 0, 0755, true),
                user(1000, 1000, Set.of()), false)).isEmpty();
    }

    @Test
    void aProgramThatNobodyMayRunIsNamed() {
        Mount script = new Mount("bind", "/srv/run.sh", "/run.sh", false);
        assertThat(Fit.against(script, new Stat.There(0, 0, 0644, false), user(0, 0, Set.of()), true)).get()
                .asString()
                .contains("Nobody may run /run.sh", "chmod +x /srv/run.sh");
    }
}
