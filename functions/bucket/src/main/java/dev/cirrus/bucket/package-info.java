/** Objects in S3, got and put without S3's own client. */
@NullMarked
package dev.cirrus.bucket;

import org.jspecify.annotations.NullMarked;
