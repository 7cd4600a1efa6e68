package io.millrace.cli.quarantine;

import io.millrace.schemas.Rejected;
import java.time.Instant;

/**
 * One record in quarantine.
 *
 * @param since when it was put aside
 * @param replayed whether it was sent again
 */
public record Entry(Place place, Instant since, Rejected rejected, boolean replayed) {}
