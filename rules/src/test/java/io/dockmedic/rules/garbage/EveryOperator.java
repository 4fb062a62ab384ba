package io.dockmedic.rules.garbage;

/** A rule with each operator, on what happens often. */
final class EveryOperator {
    static final String RULES = """
            groups:
              - name: operators
                rules:
                  - {alert: GCount, on: container.died, count: {at_least: 2, within: 24h}, resolve: {on: container.started}}
                  - {alert: GFor, on: container.health, for: 1m, keep_firing_for: 1h, resolve: {on: container.removed}}
                  - {alert: GAbsent, on: container.started, absent: {on: container.health, within: 24h}, resolve: {on: container.died}}
                  - alert: GSequence
                    sequence:
                      steps: [{on: container.died}, {on: container.started}]
                      within: 24h
                      not_followed_by: {on: container.health, within: 1h}
                    resolve: {on: container.removed, for: 1m}
                  - alert: GAll
                    all: {steps: [{on: container.died}, {on: container.health}], within: 24h}
                    resolve: {on: container.removed}
                  - alert: GDistinct
                    on: [container.died, container.sample]
                    by: [event.host]
                    distinct: {of: event.service, at_least: 2, within: 24h}
                    resolve: {on: container.started, for: 1m}
                  - alert: GChanges
                    on: container.health
                    changes: {of: event.status, at_least: 2, within: 24h}
                    resolve: {on: container.removed}
                  - alert: GDelta
                    on: container.sample
                    delta: {of: event.memoryBytes, rises_by: 1, within: 24h}
                    resolve: {on: container.died}
                  - alert: GRate
                    on: container.sample
                    rate: {of: event.memoryBytes, above: 1, per: 1s, within: 24h}
                    resolve: {on: container.died}
                  - alert: GPredict
                    on: container.sample
                    predict: {of: event.memoryBytes, above: 5, in: 24h, within: 24h}
                    resolve: {on: container.died}
                  - alert: GCollect
                    on: container.died
                    by: [event.host]
                    collect: 30s
                    annotations: {summary: "{{ count }} of {{ subjects }} at {{ event.at }}, {{ event.labels['a'] }}"}
                    resolve: {on: container.started}
                  - alert: GSchedule
                    schedule: {cron: "*/10 * * * *", zone: Europe/Berlin, within: 5m}
            """;

    private EveryOperator() {}
}
