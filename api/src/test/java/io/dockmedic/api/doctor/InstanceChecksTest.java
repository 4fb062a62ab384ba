package io.dockmedic.api.doctor;

import static io.dockmedic.api.doctor.finding.Level.LOSES;
import static io.dockmedic.api.doctor.finding.Level.MISSING;
import static io.dockmedic.api.doctor.finding.Level.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.configuration.DataCheck;
import io.dockmedic.api.doctor.configuration.InstanceCheck;
import io.dockmedic.api.doctor.fact.DataLook;
import io.dockmedic.api.doctor.fact.Instance;
import io.dockmedic.api.doctor.fact.Lease;
import io.dockmedic.api.doctor.fact.Visitor;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Level;
import io.dockmedic.api.doctor.healer.LeaseCheck;
import io.dockmedic.collectors.base.health.Health;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What runs here, or could: the data directory, the instance of this configuration and others. */
class InstanceChecksTest {
    private final Prepared prepared = new Prepared();

    private Finding one(Check check) {
        return prepared.look(check).getFirst();
    }

    @Test
    void aDataDirectoryThatCannotBeUsedIsMissingAndOneOfAnotherUserIsNot() {
        prepared.visitor = Visitor.outside("ann");
        prepared.data = Future.succeededFuture(new DataLook(false, "root", false, "", OptionalLong.empty()));
        assertThat(one(new DataCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(MISSING))
                .satisfies(finding -> assertThat(finding.what()).contains("the user ann may not write there"));

        prepared.visitor = Visitor.outside("root");
        prepared.data = Future.succeededFuture(new DataLook(true, "dockmedic", true, "", OptionalLong.of(1 << 20)));
        assertThat(prepared.look(new DataCheck())).extracting(Finding::level).containsExactly(OK, LOSES, LOSES);
        assertThat(prepared.look(new DataCheck()).get(1).todo()).first().asString().startsWith("sudo systemd-run ");
        assertThat(prepared.look(new DataCheck()).get(2).what()).contains("only 1 MiB");
    }

    @Test
    void whatTheInstanceSaysOfItselfIsPassedOn() {
        prepared.instance = Future.succeededFuture(new Instance(Optional.of(new Instance.Told("1.0", false,
                Map.of("engine", new Health.Part(Health.Status.DOWN, "no such file"), "rules",
                        new Health.Part(Health.Status.UP, "")))),
                "", true));

        assertThat(prepared.look(new InstanceCheck())).hasSize(2)
                .satisfiesExactly(
                        ready -> assertThat(ready.level()).isEqualTo(MISSING),
                        part -> assertThat(part).extracting(Finding::subject, Finding::what)
                                .containsExactly("engine", "it says of itself: no such file"));
    }

    @Test
    void noInstanceIsNothingBrokenAndATakenPortIsSaid() {
        prepared.instance = Future.succeededFuture(new Instance(Optional.empty(), "", false));
        assertThat(one(new InstanceCheck()).level()).isEqualTo(LOSES);

        prepared.instance = Future.succeededFuture(new Instance(Optional.empty(), "", true));
        assertThat(one(new InstanceCheck()).what()).contains("somebody listens at 127.0.0.1:9717");
    }

    @Test
    void anotherInstanceIsTheHolderOfTheLeaseWhereOursDoesNotRun() {
        prepared.leases = List.of(new Lease(prepared.settings.config().runtimeDirectory(), 4711));
        assertThat(one(new LeaseCheck()).level()).isEqualTo(OK);

        prepared.instance = Future.succeededFuture(new Instance(Optional.empty(), "", false));
        assertThat(one(new LeaseCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(LOSES))
                .satisfies(finding -> assertThat(finding.what()).contains("process 4711"));
    }

    @Test
    void aDataDirectoryOfAnotherUserIsMissingThoughItIsWritableForServeClosesIt() {
        prepared.visitor = Visitor.outside("ann");
        prepared.data = Future.succeededFuture(new DataLook(true, "bob", true, "", OptionalLong.empty()));

        assertThat(one(new DataCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(MISSING))
                .satisfies(finding -> assertThat(finding.what()).contains("is bob's", "does not start"))
                .satisfies(finding -> assertThat(finding.todo()).first()
                        .asString()
                        .startsWith("sudo chown ann "))
                .satisfies(finding -> assertThat(finding.todo()).last()
                        .asString()
                        .endsWith("sudo -u bob dockmedic doctor"));
        prepared.data = Future.succeededFuture(new DataLook(true, "ann", true, "", OptionalLong.empty()));
        assertThat(one(new DataCheck()).level()).isEqualTo(OK);
        prepared.data = Future.succeededFuture(new DataLook(false, "bob", true, "", OptionalLong.empty()));
        assertThat(one(new DataCheck()).level()).as("made, it is ann's").isEqualTo(OK);
    }

    @Test
    void anInstanceThatOnlyObservesIsNoneThatHeals() {
        prepared.instance = Future.succeededFuture(new Instance(Optional.of(new Instance.Told("development", true,
                Map.of("lease", new Health.Part(Health.Status.UP, "another instance acts on this engine"), "gpu",
                        new Health.Part(Health.Status.UP, "none")))),
                "", true));
        prepared.leases = List.of(new Lease(prepared.settings.config().runtimeDirectory(), 4711));

        assertThat(prepared.look(new InstanceCheck())).hasSize(2)
                .last()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(LOSES))
                .satisfies(finding -> assertThat(finding.loses()).containsExactly(Feature.HEALING))
                .satisfies(finding -> assertThat(finding.what()).contains("this one observes"));
        assertThat(one(new LeaseCheck())).satisfies(finding -> assertThat(finding.level()).isEqualTo(LOSES))
                .satisfies(finding -> assertThat(finding.what()).contains("process 4711", "only watches"));
    }

    @Test
    void anotherInstanceThatTakesTurnsElsewhereIsSaidAndIsNotTakenForOurs() {
        prepared.leases = List.of(new Lease(prepared.settings.config().runtimeDirectory(), 1),
                new Lease(Path.of("/elsewhere"), 2));

        assertThat(prepared.look(new LeaseCheck())).extracting(Finding::level).containsExactly(OK, LOSES);
        assertThat(prepared.look(new LeaseCheck()).getLast())
                .satisfies(finding -> assertThat(finding.loses()).containsExactly(Feature.LEASE))
                .satisfies(finding -> assertThat(finding.what()).contains("process 2", "/elsewhere"))
                .satisfies(finding -> assertThat(finding.todo()).last()
                        .asString()
                        .contains("runtime_directory: /elsewhere"));
        prepared.leases = List.of(new Lease(Path.of("/elsewhere"), 2));
        assertThat(prepared.look(new LeaseCheck())).extracting(Finding::level).containsExactly(Level.LOSES);
    }
}
