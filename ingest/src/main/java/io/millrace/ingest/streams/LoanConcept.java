package io.millrace.ingest.streams;

import java.util.function.Predicate;

/** The ten functions of Agrawal, Imielinski and Swami (1993) that say who is of group A; see {@link Applicant}. */
enum LoanConcept {
    FUNCTION_1(a -> young(a) || old(a)),

    FUNCTION_2(a -> byAge(
            a,
            within(a.salary(), 50_000, 100_000),
            within(a.salary(), 75_000, 125_000),
            within(a.salary(), 25_000, 75_000))),

    FUNCTION_3(a -> byAge(a, within(a.elevel(), 0, 1), within(a.elevel(), 1, 3), within(a.elevel(), 2, 4))),

    FUNCTION_4(a -> byAge(
            a,
            within(a.elevel(), 0, 1) ? within(a.salary(), 25_000, 75_000) : within(a.salary(), 50_000, 100_000),
            within(a.elevel(), 1, 3) ? within(a.salary(), 50_000, 100_000) : within(a.salary(), 75_000, 125_000),
            within(a.elevel(), 2, 4) ? within(a.salary(), 50_000, 100_000) : within(a.salary(), 25_000, 75_000))),

    FUNCTION_5(a -> byAge(
            a,
            within(a.salary(), 50_000, 100_000)
                    ? within(a.loan(), 100_000, 300_000)
                    : within(a.loan(), 200_000, 400_000),
            within(a.salary(), 75_000, 125_000)
                    ? within(a.loan(), 200_000, 400_000)
                    : within(a.loan(), 300_000, 500_000),
            within(a.salary(), 25_000, 75_000)
                    ? within(a.loan(), 300_000, 500_000)
                    : within(a.loan(), 100_000, 300_000))),

    FUNCTION_6(a -> byAge(
            a,
            within(income(a), 50_000, 100_000),
            within(income(a), 75_000, 125_000),
            within(income(a), 25_000, 75_000))),

    FUNCTION_7(a -> 0.67 * income(a) - 0.2 * a.loan() - 20_000 > 0),

    FUNCTION_8(a -> 0.67 * income(a) - 5_000 * a.elevel() - 20_000 > 0),

    FUNCTION_9(a -> 0.67 * income(a) - 5_000 * a.elevel() - 0.2 * a.loan() - 10_000 > 0),

    FUNCTION_10(a -> 0.67 * income(a) - 5_000 * a.elevel() + 0.2 * equity(a) - 10_000 > 0);

    private final Predicate<Applicant> groupA;

    LoanConcept(Predicate<Applicant> groupA) {
        this.groupA = groupA;
    }

    /** Whether the applicant, as he is and not as measured, is of group A. */
    boolean approves(Applicant applicant) {
        return groupA.test(applicant);
    }

    private static boolean young(Applicant a) {
        return a.age() < 40;
    }

    private static boolean old(Applicant a) {
        return a.age() >= 60;
    }

    /** Another condition for each age: below 40, 40 to below 60, 60 and more. */
    private static boolean byAge(Applicant a, boolean young, boolean between, boolean old) {
        return young(a) ? young : old(a) ? old : between;
    }

    private static boolean within(double value, double from, double to) {
        return from <= value && value <= to;
    }

    private static double income(Applicant a) {
        return a.salary() + a.commission();
    }

    private static double equity(Applicant a) {
        return a.hyears() < 20 ? 0 : 0.1 * a.hvalue() * (a.hyears() - 20);
    }
}
