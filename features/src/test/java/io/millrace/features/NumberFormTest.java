package io.millrace.features;

import static io.millrace.features.Pipelines.encode;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFormTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "decimal: comma                           | 1,5           | 1.5",
                "decimal: comma                           | -,25          | -0.25",
                "decimal: either                          | 1,5           | 1.5",
                "decimal: either                          | 1.5           | 1.5",
                "decimal: either                          | 1,5e1         | 15",
                "thousands: ','                           | 1,234,567.5   | 1234567.5",
                "thousands: ','                           | 1234.5        | 1234.5",
                "thousands: ','                           | +12,345e1     | 123450",
                "thousands: '.', decimal: comma           | 1.234,5       | 1234.5",
                "thousands: '.', decimal: comma           | 1.234         | 1234",
                "thousands: ' ', decimal: comma           | 12 345,5      | 12345.5",
                "thousands: ' ', decimal: comma           | 12\u202F345,5 | 12345.5",
                "thousands: _                             | 1_000         | 1000",
                "units: {km/h: 1, m/s: 3.6}               | 36 km/h       | 36",
                "units: {km/h: 1, m/s: 3.6}               | 10m/s         | 36",
                "units: {km/h: 1, m/s: 3.6}               | 36            | 36",
                "units: {m: 1, km: 1000}                  | 2 km          | 2000",
                "units: {'%': 0.01}                       | 25 %          | 0.25",
                "units: {°C: 1}, decimal: either          | 1,5 °C        | 1.5",
                "units: {°C: 1, °F: 0.5555555555555556}, offsets: {°F: 32} | 212 °F | 100",
                "units: {°C: 1, °F: 0.5555555555555556}, offsets: {°F: 32} | -40°F  | -40",
                "units: {°C: 1, °F: 0.5555555555555556}, offsets: {°F: 32} | 37 °C  | 37",
                "units: {°C: 1, °F: 0.5555555555555556}, offsets: {°F: 32} | 37     | 37",
                "units: {K: 1}, offsets: {K: 273.15}      | 273.15 K      | 0",
                "units: {€: 1}, decimal: comma, thousands: '.' | 1.234,50 € | 1234.5",
            })
    void shouldReadNumbersAsTheColumnWritesThem(String form, String text, float number) {
        assertThat(encode("{name: x, type: numeric, " + form + "}", text)).isEqualTo(NumericEncoderTest.vector(number));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "decimal: comma                  | 1.5",
                "decimal: comma                  | 1,2,3",
                "decimal: either                 | 1.234,5",
                "thousands: ','                  | 1,23",
                "thousands: ','                  | 1,2345",
                "thousands: ','                  | 1234,567",
                "thousands: ','                  | ,123",
                "thousands: ','                  | 1,234.567,8",
                "thousands: ','                  | 1,,234",
                "thousands: '.', decimal: comma  | 1.5",
                "units: {km/h: 1}                | 36 mph",
                "units: {km/h: 1}                | km/h",
                "units: {km/h: 1}                | 1 km/h km/h",
                "units: {kg: 1}                  | 1 KG",
            })
    void shouldRefuseNumbersOfAnotherForm(String form, String text) {
        assertThat(((Refused) encode("{name: x, type: numeric, " + form + "}", text)).reason())
                .isEqualTo(Reason.WRONG_TYPE);
    }
}
