package dev.cirrus.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class DatasetCsvTest {
  @Test
  void aRowHasAValueForEachColumnOfTheHeader() {
    byte[] pixels = new byte[Pixels.COUNT];
    pixels[1] = (byte) 255;
    String row = DatasetCsv.row(7, Pixels.ofBytes(pixels));
    assertTrue(row.startsWith("7,0,255,0,"), row);
    assertTrue(row.endsWith(",0\n"), row);
    assertTrue(DatasetCsv.HEADER.startsWith("label,pixel0,pixel1,"));
    assertTrue(DatasetCsv.HEADER.endsWith(",pixel783\n"));
    assertEquals(DatasetCsv.HEADER.split(",").length, row.split(",").length);
  }
}
