package io.millrace.ingest.streams;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The nine attributes of a person: R. Agrawal, T. Imielinski, A. Swami, "Database Mining: A Performance Perspective", IEEE
 * Transactions on Knowledge and Data Engineering 5(6), 1993.
 *
 * @param salary 20,000 to 150,000
 * @param commission none where the salary is 75,000 or more, else 10,000 to 75,000
 * @param age 20 to 80 years
 * @param elevel level of education, 0 to 4
 * @param car make of the car, 1 to 20
 * @param zipcode one of nine, 1 to 9
 * @param hvalue value of the house, 0.5 to 1.5 times 100,000 k, where k is the number of the zip code
 * @param hyears years the house has been owned, 1 to 30
 * @param loan amount, 0 to 500,000
 */
record Applicant(
        double salary,
        double commission,
        double age,
        int elevel,
        int car,
        int zipcode,
        double hvalue,
        double hyears,
        double loan) {

    static Applicant draw(Chance chance) {
        double salary = chance.between(20_000, 150_000);
        double commission = salary >= 75_000 ? 0 : chance.between(10_000, 75_000);
        double age = chance.between(20, 80);
        int elevel = chance.below(5);
        int car = 1 + chance.below(20);
        int zipcode = 1 + chance.below(9);
        double hvalue = chance.between(0.5 * zipcode * 100_000, 1.5 * zipcode * 100_000);
        double hyears = chance.between(1, 30);
        double loan = chance.between(0, 500_000);
        return new Applicant(salary, commission, age, elevel, car, zipcode, hvalue, hyears, loan);
    }

    /**
     * As measured: each number moves by up to half of {@code factor} times its attribute's range, either way, and stays within
     * that range (the paper says nothing of values beyond it).
     *
     * @param factor the paper's perturbation factor, 0 to 1
     */
    Applicant perturbed(double factor, Chance chance) {
        return new Applicant(
                moved(salary, 20_000, 150_000, factor, chance),
                moved(commission, 0, 75_000, factor, chance),
                moved(age, 20, 80, factor, chance),
                elevel,
                car,
                zipcode,
                moved(hvalue, 50_000, 1_350_000, factor, chance),
                moved(hyears, 1, 30, factor, chance),
                moved(loan, 0, 500_000, factor, chance));
    }

    /** As sent: money in whole units, years with one decimal, the three categories as text. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("salary", Math.round(salary));
        fields.put("commission", Math.round(commission));
        fields.put("age", Math.round(age * 10) / 10.0);
        fields.put("elevel", Integer.toString(elevel));
        fields.put("car", Integer.toString(car));
        fields.put("zipcode", Integer.toString(zipcode));
        fields.put("hvalue", Math.round(hvalue));
        fields.put("hyears", Math.round(hyears * 10) / 10.0);
        fields.put("loan", Math.round(loan));
        return fields;
    }

    private static double moved(double value, double min, double max, double factor, Chance chance) {
        double moved = value + chance.between(-0.5, 0.5) * factor * (max - min);
        return Math.max(min, Math.min(max, moved));
    }
}
