package io.millrace.trainer.windows;

/** Labels of regression as text. */
public final class NumberText {
    private NumberText() {}

    /** The number; NaN where the text is none, or beyond a float. */
    public static float finite(String text) {
        try {
            float number = Float.parseFloat(text);
            return Float.isFinite(number) ? number : Float.NaN;
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }
}
