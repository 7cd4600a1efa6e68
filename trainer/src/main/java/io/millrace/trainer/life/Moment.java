package io.millrace.trainer.life;

import io.millrace.schemas.pipeline.Promotion;
import java.util.function.LongPredicate;

/**
 * When something happens, and what is to be known for it.
 *
 * @param learnsOn whether a version goes on learning while it serves or is compared
 * @param now milliseconds since the epoch
 */
record Moment(Promotion rules, LongPredicate learnsOn, long now) {}
