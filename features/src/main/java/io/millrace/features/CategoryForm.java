package io.millrace.features;

import io.millrace.schemas.pipeline.Column;
import io.millrace.schemas.pipeline.Column.Spellings;
import java.util.HashMap;
import java.util.Map;

/** Which category a value means, by the spellings and synonyms of its column. Immutable. */
final class CategoryForm {
    private final Spellings spellings;
    private final Map<String, String> synonyms = new HashMap<>();

    CategoryForm(Column column) {
        this.spellings = column.spellings();
        column.synonyms().forEach((other, meant) -> synonyms.put(spelled(other), spelled(meant)));
    }

    /** @param value text, a number or a boolean */
    String of(Object value) {
        String spelled = spelled(value);
        return synonyms.getOrDefault(spelled, spelled);
    }

    private String spelled(Object value) {
        return spellings.of(CanonicalText.of(value));
    }
}
