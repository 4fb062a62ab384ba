package io.dockmedic.collectors.advice.limit;

import io.dockmedic.collectors.advice.usage.Day;
import io.dockmedic.collectors.advice.usage.Distribution;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What limits a service should have.
 *
 * @param measured   how long it was read, of the last seven days
 * @param confidence {@code none}, {@code low}, {@code medium} or {@code high}
 * @param oomKills   processes in it that the kernel killed for want of memory
 * @param memory     in bytes
 * @param processors in thousandths of one
 * @param threads    of all its processes
 */
public record Advice(
        Duration measured, String confidence, long oomKills, LimitAdvice memory, LimitAdvice processors,
        LimitAdvice threads) {
    private static final Duration LITTLE = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    /** A week without what restarts and updates take of it. */
    private static final Duration WEEK = Duration.ofHours(160);

    private static final double HEADROOM = 1.2;
    private static final double ABOVE_MAX = 1.1;
    private static final double AFTER_KILL = 1.5;
    private static final int FAR_ABOVE = 2;
    private static final int THREADS = 2;
    private static final double FEW_THREADS = 1.2;
    /** One reading in so many held back is none to speak of. */
    private static final int HELD_BACK = 100;

    /** From what was measured. */
    public static Advice of(Day week) {
        Duration measured = Duration.ofSeconds(week.seconds());
        return new Advice(measured, confidence(measured), week.oomKills(),
                known(week, week.memory(), week.memoryLimit(), () -> memory(week)),
                known(week, week.millicores(), week.cpuLimitPercent() * 10, () -> processors(week)),
                known(week, week.threads(), week.threadsLimit(), () -> threads(week)));
    }

    /** The advice, where there was enough to give it. */
    private static LimitAdvice known(Day week, Distribution part, long limit, Supplier<LimitAdvice> advice) {
        Duration measured = Duration.ofSeconds(week.seconds());
        if (measured.compareTo(LITTLE) >= 0 && part.total() == 0) {
            return new LimitAdvice(0, 0, 0, limit, Verdict.WAIT, limit, "not measured here");
        }
        // Every reading has processors; the others may be there since a short time only.
        Duration known = measured.multipliedBy(part.total()).dividedBy(Math.max(1, week.millicores().total()));
        return known.compareTo(LITTLE) >= 0
                ? advice.get()
                : new LimitAdvice(part.quantile(0.5), part.quantile(0.99), part.max(), limit, Verdict.WAIT, limit,
                        "too little history: " + known.toMinutes() + " min, at least one hour is needed");
    }

    private static String confidence(Duration measured) {
        if (measured.compareTo(LITTLE) < 0) {
            return "none";
        }
        return measured.compareTo(DAY) < 0 ? "low" : measured.compareTo(WEEK) < 0 ? "medium" : "high";
    }

    private static LimitAdvice memory(Day week) {
        long p99 = week.memory().quantile(0.99);
        long max = week.memory().max();
        long limit = week.memoryLimit();
        double needed = Math.max(p99 * HEADROOM, max * ABOVE_MAX);
        boolean killed = week.killsAtLimit() > 0;
        String why = "99 % of readings with a fifth of headroom, and the most with a tenth";
        if (killed) {
            // Use is cut off at the limit: what it would take was never seen.
            needed = Math.max(needed, Math.max(limit, max) * AFTER_KILL);
            why = week.killsAtLimit() + " killed for want of memory: half as much again as the limit";
        }
        long advised = Rounding.memory(needed);
        Verdict verdict;
        if (limit == 0) {
            verdict = Verdict.SET;
        } else if (limit < needed && limit < advised) {
            verdict = Verdict.RAISE;
            why = killed ? why : "the limit leaves too little room above what was measured";
        } else if (limit >= FAR_ABOVE * advised && (killed || week.oomKills() == 0)) {
            verdict = Verdict.LOWER;
            why = "the limit is more than twice of what is needed; " + why;
        } else {
            return new LimitAdvice(week.memory().quantile(0.5), p99, max, limit, Verdict.KEEP, limit, "the limit fits");
        }
        return new LimitAdvice(week.memory().quantile(0.5), p99, max, limit, verdict, advised, why);
    }

    private static LimitAdvice processors(Day week) {
        long median = week.millicores().quantile(0.5);
        long p99 = week.millicores().quantile(0.99);
        long max = week.millicores().max();
        long limit = week.cpuLimitPercent() * 10;
        if (limit == 0) {
            return new LimitAdvice(median, p99, max, 0, Verdict.KEEP, 0, "no limit, and none is needed");
        }
        if (week.throttled() * HELD_BACK < Math.max(1, week.underQuota())) {
            return new LimitAdvice(median, p99, max, limit, Verdict.KEEP, limit, "it is hardly ever held back");
        }
        long advised = Rounding.millicores(Math.max(limit * AFTER_KILL, p99 * HEADROOM));
        return new LimitAdvice(median, p99, max, limit, Verdict.RAISE, advised, "held back in "
                + Math.max(1, week.throttled() * 100 / week.underQuota())
                + " % of readings: half as much again as the limit");
    }

    private static LimitAdvice threads(Day week) {
        long median = week.threads().quantile(0.5);
        long p99 = week.threads().quantile(0.99);
        long max = week.threads().max();
        long limit = week.threadsLimit();
        long advised = Rounding.threads(Math.max(THREADS * (double) max, week.refused() > 0 ? limit * AFTER_KILL : 0));
        if (limit == 0) {
            return new LimitAdvice(median, p99, max, 0, Verdict.SET, advised, "twice the most that was measured");
        }
        if (week.refused() > 0) {
            return new LimitAdvice(median, p99, max, limit, Verdict.RAISE, advised,
                    week.refused() + " threads were refused because of the limit");
        }
        return limit < max * FEW_THREADS
                ? new LimitAdvice(median, p99, max, limit, Verdict.RAISE, advised,
                        "the limit leaves too little room above what was measured")
                : new LimitAdvice(median, p99, max, limit, Verdict.KEEP, limit, "the limit fits");
    }
}
