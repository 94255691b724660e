package dev.cirrus.bench.reading;

/** The kinds of tables. */
enum Table {
  DARK,
  LIGHT,
  WOOD,
  CLOTH,
  STONE,
  TILED,
  WHITE
}
