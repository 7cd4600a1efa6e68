/** Examples that are made from others, for training only. */
package io.millrace.trainer.augment;
