package io.millrace.trainer.life;

import io.millrace.schemas.ModelStatus;

/**
 * A step in the life of a version.
 *
 * @param status it has from now on
 * @param reason one line, the numbers included
 */
record Decision(long version, ModelStatus status, String reason) {}
