package dev.cirrus.classifier;

/** A model as it is kept: its bytes, which nobody may change, and its card. */
public final class StoredModel {
  private final byte[] model;
  private final ModelCard card;

  public StoredModel(byte[] model, ModelCard card) {
    this.model = model.clone();
    this.card = card;
  }

  public byte[] model() {
    return model.clone();
  }

  public ModelCard card() {
    return card;
  }
}
