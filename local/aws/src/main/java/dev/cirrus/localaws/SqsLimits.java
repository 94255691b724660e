package dev.cirrus.localaws;

import org.elasticmq.Limit;
import org.elasticmq.Limits;
import org.elasticmq.NoLimit$;
import org.elasticmq.RangeLimit;
import org.elasticmq.StrictSQSLimits$;
import scala.collection.immutable.List;
import scala.math.BigDecimal;

/**
 * The limits of SQS without the check of a message's characters: ElasticMQ checks them one by one,
 * which takes an eighth of the processor time of a recorded prediction. Messages of Cirrus are
 * ASCII.
 */
final class SqsLimits implements Limits {
  private static final Limits SQS = StrictSQSLimits$.MODULE$;

  @Override
  @SuppressWarnings("unchecked") // NoLimit is Scala's Limit[Nothing].
  public Limit<List<RangeLimit<Object>>> bodyValidCharactersLimit() {
    return (Limit<List<RangeLimit<Object>>>) (Limit<?>) NoLimit$.MODULE$;
  }

  @Override
  public Limit<Object> queueNameLengthLimit() {
    return SQS.queueNameLengthLimit();
  }

  @Override
  public Limit<Object> batchSizeLimit() {
    return SQS.batchSizeLimit();
  }

  @Override
  public Limit<RangeLimit<Object>> numberOfMessagesLimit() {
    return SQS.numberOfMessagesLimit();
  }

  @Override
  public Limit<Object> nonEmptyAttributesLimit() {
    return SQS.nonEmptyAttributesLimit();
  }

  @Override
  public Limit<RangeLimit<BigDecimal>> numberAttributeValueLimit() {
    return SQS.numberAttributeValueLimit();
  }

  @Override
  public Limit<RangeLimit<Object>> messageWaitTimeLimit() {
    return SQS.messageWaitTimeLimit();
  }

  @Override
  public Limit<Object> maxMessageLength() {
    return SQS.maxMessageLength();
  }

  @Override
  public Limit<Object> messageAttributesLimit() {
    return SQS.messageAttributesLimit();
  }
}
