/**
 * The life of model versions: who serves, who is compared with whom, and what follows. Pure: time, examples and requests are shown to
 * {@link io.millrace.trainer.life.Keeper}.
 */
package io.millrace.trainer.life;
