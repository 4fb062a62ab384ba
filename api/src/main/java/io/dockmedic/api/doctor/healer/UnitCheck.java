package io.dockmedic.api.doctor.healer;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.Unit;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Section;
import io.vertx.core.Future;
import java.util.List;

/** Units of systemd that start containers, and start them again. */
public final class UnitCheck implements Check {
    @Override
    public String name() {
        return "systemd_units";
    }

    @Override
    public Section section() {
        return Section.HEALERS;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return facts.units().map(units -> of(units, facts.visitor().contained()));
    }

    static List<Finding> of(List<Unit> units, boolean contained) {
        if (units.isEmpty()) {
            return List.of(Finding.ok(contained
                    ? "units of systemd are not seen from a container"
                    : "no unit of systemd starts containers"));
        }
        return units.stream().map(UnitCheck::finding).toList();
    }

    private static Finding finding(Unit unit) {
        boolean again = !unit.restart().isEmpty() && !unit.restart().equals("no");
        Finding finding = again
                ? Finding.loses("runs `" + unit.does() + "` and starts it again by itself (Restart=" + unit.restart()
                        + "): what ends there comes back without Dockmedic")
                        .todo("leave its containers to it: label dockmedic.heal=false",
                                "or to Dockmedic: Restart=no in the unit, dockmedic.heal=true on the containers")
                : Finding.ok("runs `" + unit.does() + "` and does not start it again by itself");
        return finding.about(unit.name());
    }
}
