package dev.cirrus.simulation.audit;

/** The guarantees that Cirrus gives in spite of faults. */
public enum Promise {
  RECORDED("An acknowledged prediction is in the ledger or in the dead-letter queue."),
  RECORDED_ONCE("A recorded prediction is never written again."),
  COUNTED("The counts of a day equal the records of the day."),
  STAYS_DELETED("A deleted record stays deleted."),
  NO_COPY("No copy of a record stays in the dead-letter queue."),
  CORRECTED("An acknowledged correction is kept until the next one."),
  LISTED("An owner's list contains each record of the owner once."),
  PRIVATE("A response contains only the owner's own records."),
  CURSOR("A cursor is accepted only from the owner to whom it was issued."),
  ONE_RUN("At most one training run is open."),
  POINTER("The pointer never names a model that was refused or whose run was cancelled."),
  CANCELLED("A cancelled run stays cancelled."),
  UNLOCKED("A lock is released, or expires."),
  NO_BUG("Every exception is caused by a fault of a service.");

  private final String sentence;

  Promise(String sentence) {
    this.sentence = sentence;
  }

  @Override
  public String toString() {
    return sentence;
  }
}
