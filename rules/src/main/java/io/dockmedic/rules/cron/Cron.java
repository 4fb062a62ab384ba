package io.dockmedic.rules.cron;

import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.ScheduleEvent;
import io.dockmedic.rules.expression.Compiled;
import io.dockmedic.rules.expression.Flaw;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Times of the wall clock in a zone, as Unix cron writes them: minute, hour, day, month, weekday; where day and weekday are
 * both restricted, either will do. They are reckoned in local time and only then put on the line of time: a time that is
 * skipped when clocks go forward is the moment right after, and one that comes twice when they go back is the first of the
 * two. Immutable.
 */
public final class Cron {
    private static final Pattern PART = Pattern.compile("\\S+");
    private static final int WEEK = 7;
    /** Two leap days may be eight years apart. */
    private static final int DAYS = 9 * 366;

    private final String text;
    private final ZoneId zone;
    private final Map<CronField, BitSet> fields;
    private final boolean eitherDay;

    private Cron(String text, ZoneId zone, Map<CronField, BitSet> fields, boolean eitherDay) {
        this.text = text;
        this.zone = zone;
        this.fields = new EnumMap<>(fields);
        this.eitherDay = eitherDay;
    }

    /** Reads {@code text}; the offsets of flaws are those of it. */
    public static Compiled<Cron> parse(String text, ZoneId zone) {
        List<MatchResult> parts = PART.matcher(text).results().toList();
        CronField[] all = CronField.values();
        if (parts.size() != all.length) {
            return new Compiled.Flawed<>(List.of(new Flaw(0, "a cron expression has five parts, and this one "
                    + parts.size(), "minute hour day month weekday: 0 3 * * * is 3:00 each day")));
        }
        Map<CronField, BitSet> fields = new EnumMap<>(CronField.class);
        List<Flaw> flaws = new ArrayList<>();
        boolean either = true;
        for (int i = 0; i < all.length; i++) {
            MatchResult part = parts.get(i);
            boolean ofDay = all[i] == CronField.DAY || all[i] == CronField.WEEKDAY;
            either = either && !(ofDay && part.group().startsWith("*"));
            try {
                fields.put(all[i], all[i].read(part.group()));
            } catch (CronField.Unsound e) {
                flaws.add(e.flaw().movedBy(part.start()));
            }
        }
        return flaws.isEmpty()
                ? new Compiled.Ok<>(new Cron(String.join(" ", parts.stream().map(MatchResult::group).toList()), zone,
                        fields, either))
                : new Compiled.Flawed<>(flaws);
    }

    /** The first of its times after {@code moment}; empty when there is none. */
    public Optional<Instant> next(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        // In the second of two equal hours the times of the first are past.
        for (Optional<LocalDateTime> next = after(local); next.isPresent(); next = after(next.get())) {
            Instant at = instant(next.get());
            if (at.isAfter(moment)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** That one of its times has come. */
    public ScheduleEvent.Due due(Instant slot, Instant now, String host) {
        String shown = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(slot.atZone(zone));
        return new ScheduleEvent.Due(now, host, Origin.DOCKMEDIC, text + " " + zone, slot, shown);
    }

    /** In a day that has no clock changes. */
    private Optional<LocalDateTime> after(LocalDateTime local) {
        LocalDateTime from = local.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        LocalTime time = from.toLocalTime();
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = from.toLocalDate().plusDays(day);
            if (isOn(date)) {
                Optional<LocalTime> next = inDay(time);
                if (next.isPresent()) {
                    return next.map(date::atTime);
                }
            }
            time = LocalTime.MIN;
        }
        return Optional.empty();
    }

    private boolean isOn(LocalDate date) {
        boolean day = of(CronField.DAY).get(date.getDayOfMonth());
        boolean weekday = of(CronField.WEEKDAY).get(date.getDayOfWeek().getValue() % WEEK);
        return of(CronField.MONTH).get(date.getMonthValue()) && (eitherDay ? day || weekday : day && weekday);
    }

    private Optional<LocalTime> inDay(LocalTime from) {
        BitSet hours = of(CronField.HOUR);
        BitSet minutes = of(CronField.MINUTE);
        for (int hour = hours.nextSetBit(from.getHour()); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            int minute = minutes.nextSetBit(hour == from.getHour() ? from.getMinute() : 0);
            if (minute >= 0) {
                return Optional.of(LocalTime.of(hour, minute));
            }
        }
        return Optional.empty();
    }

    private BitSet of(CronField field) {
        return Objects.requireNonNull(fields.get(field));
    }

    private Instant instant(LocalDateTime local) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition != null && transition.isGap() ? transition.getInstant() : local.atZone(zone).toInstant();
    }
}
