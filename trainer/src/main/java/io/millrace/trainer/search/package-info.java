/** Which parameters a family is trained by: tried on the training part alone, judged by its later rows. */
package io.millrace.trainer.search;
