package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.Column.Decimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How a column writes its numbers in text: its decimal mark, its sign between thousands, its units. Immutable. */
final class NumberForm {
    private static final char NONE = '\0';

    private final Decimal decimal;
    private final char thousands;
    private final String[] units;
    private final double[] factors;
    private final double[] offsets;

    NumberForm(Column column) {
        this.decimal = column.decimal();
        this.thousands = column.thousands().map(sign -> sign.charAt(0)).orElse(NONE);
        List<Map.Entry<String, Double>> longestFirst = column.units().entrySet().stream()
                .sorted(Comparator.comparing(unit -> -unit.getKey().length()))
                .toList();
        this.units = longestFirst.stream().map(Map.Entry::getKey).toArray(String[]::new);
        this.factors = longestFirst.stream().mapToDouble(Map.Entry::getValue).toArray();
        this.offsets = longestFirst.stream()
                .mapToDouble(unit -> column.offsets().getOrDefault(unit.getKey(), 0.0))
                .toArray();
    }

    /** @return in the column's own unit; NaN where the text is not such a number, infinite where it is beyond a double */
    double parse(String text) {
        for (int i = 0; i < units.length; i++) {
            if (text.endsWith(units[i])) {
                String number = text.substring(0, text.length() - units[i].length());
                return (Decimals.parse(plain(number.strip())) - offsets[i]) * factors[i];
            }
        }
        return Decimals.parse(plain(text));
    }

    /** With a decimal point and nothing between thousands; empty, which is no number, where it is not of this form. */
    private String plain(String number) {
        String grouped = thousands == NONE ? number : ungrouped(number);
        if (decimal == Decimal.POINT) {
            return grouped;
        }
        return decimal == Decimal.COMMA && grouped.indexOf('.') >= 0 ? "" : grouped.replace(',', '.');
    }

    /** Without the signs between its thousands; empty where they do not part groups of three digits. */
    private String ungrouped(String number) {
        StringBuilder digits = new StringBuilder(number.length());
        int group = 0;
        boolean grouped = false;
        int at = 0;
        for (; at < number.length() && !endsWhole(number.charAt(at)); at++) {
            char c = number.charAt(at);
            if (!isThousands(c)) {
                digits.append(c);
                group += c >= '0' && c <= '9' ? 1 : 0;
            } else if (grouped ? group == 3 : group >= 1 && group <= 3) {
                grouped = true;
                group = 0;
            } else {
                return "";
            }
        }
        return grouped && group != 3
                ? ""
                : digits.append(number, at, number.length()).toString();
    }

    private boolean isThousands(char c) {
        return c == thousands || (thousands == ' ' && Character.isSpaceChar(c));
    }

    private boolean endsWhole(char c) {
        return c == 'e' || c == 'E' || (c == '.' && thousands != '.') || (c == ',' && thousands != ',');
    }
}
