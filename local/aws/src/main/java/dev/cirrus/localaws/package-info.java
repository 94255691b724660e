/** S3, SQS and DynamoDB on one machine, each speaking AWS's own protocol. */
@NullMarked
package dev.cirrus.localaws;

import org.jspecify.annotations.NullMarked;
