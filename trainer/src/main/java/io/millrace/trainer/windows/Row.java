package io.millrace.trainer.windows;

import io.millrace.schemas.Example;
import io.millrace.schemas.serde.ExampleBytes;
import java.util.List;

/** One example on its way into a window, however it was read. */
interface Row {
    String id();

    String encoder();

    String label();

    /** Null where none is named. */
    String entity();

    /** Whether it replaces an earlier example of its id. */
    boolean corrects();

    /** How many values it has. */
    int length();

    void copyTo(float[] matrix, int at);

    /** As it lies in its record. */
    record Lying(ExampleBytes example) implements Row {
        @Override
        public String id() {
            return example.id();
        }

        @Override
        public String encoder() {
            return example.encoder();
        }

        @Override
        public String label() {
            return example.label();
        }

        @Override
        public String entity() {
            return example.entity();
        }

        @Override
        public boolean corrects() {
            return example.corrects();
        }

        @Override
        public int length() {
            return example.length();
        }

        @Override
        public void copyTo(float[] matrix, int at) {
            example.copyTo(matrix, at);
        }
    }

    /** As a record of its own. */
    record Taken(Example example) implements Row {
        @Override
        public String id() {
            return example.getId();
        }

        @Override
        public String encoder() {
            return example.getEncoderFingerprint();
        }

        @Override
        public String label() {
            return example.getLabel();
        }

        @Override
        public String entity() {
            return example.getEntity();
        }

        @Override
        public boolean corrects() {
            return example.getCorrects() != null;
        }

        @Override
        public int length() {
            return example.getValues().size();
        }

        @Override
        public void copyTo(float[] matrix, int at) {
            List<Float> values = example.getValues();
            for (int i = 0; i < values.size(); i++) {
                matrix[at + i] = values.get(i);
            }
        }
    }
}
