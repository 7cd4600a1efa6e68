package io.millrace.cli.embedded.registry;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/** JSON that is sent as it stands. */
record RawJson(@JsonValue @JsonRawValue String json) {}
