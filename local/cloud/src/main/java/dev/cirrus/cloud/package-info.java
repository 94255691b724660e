/** S3, SQS and DynamoDB on one machine, each speaking AWS's own protocol. */
@NullMarked
package dev.cirrus.cloud;

import org.jspecify.annotations.NullMarked;
