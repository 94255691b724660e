package dev.cirrus.models;

/** A model file with its card. Immutable. */
public final class StoredModel {
  private final byte[] onnx;
  private final ModelCard card;

  public StoredModel(byte[] onnx, ModelCard card) {
    this.onnx = onnx.clone();
    this.card = card;
  }

  /** The model file. */
  public byte[] onnx() {
    return onnx.clone();
  }

  public ModelCard card() {
    return card;
  }

  public ModelPointer pointer() {
    return card.pointer();
  }
}
